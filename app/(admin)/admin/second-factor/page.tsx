import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { CheckedField } from '@/app/(admin)/_parts/checked-field'
import { ConfirmFirst } from '@/app/(admin)/_parts/confirm-first'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Time } from '@/app/(admin)/_parts/time'
import { brand } from '@/lib/brand/brand'
import {
  beginSecondFactorAction,
  confirmSecondFactorAction,
  removeOwnSecondFactorAction,
} from '@/lib/operators/actions'
import { findSecondFactor, type SecondFactor } from '@/lib/second-factor/mutations'
import { qrCode } from '@/lib/second-factor/qr-code'

export const metadata: Metadata = { title: 'Two-factor authentication' }

const path = '/admin/second-factor'

/** Dark on light in either theme: some cameras read no other. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path: modules } = qrCode(text)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-56 rounded-control border border-line bg-white text-black"
    >
      <path d={modules} fill="currentColor" />
    </svg>
  )
}

function SetUp({ factor }: { factor: SecondFactor }) {
  switch (factor.state) {
    case 'on':
      return (
        <ActForm
          action={removeOwnSecondFactorAction}
          back={path}
          submit="Turn it off"
          pending="Turning off…"
          isQuiet
        >
          <p>
            Two-factor authentication has been on since <Time at={factor.since} />. The back office asks for a
            code once per session. If you lose your authenticator, another admin can turn it off.
          </p>
        </ActForm>
      )
    case 'pending':
      return (
        <ActForm action={confirmSecondFactorAction} back={path} submit="Turn it on" pending="Checking…">
          <p className="max-w-2xl">
            Scan the QR code with your authenticator app, or enter the secret by hand. Then enter the code
            that the app shows. Nothing changes until you do.
          </p>
          <div className="flex flex-wrap items-start gap-x-8 gap-y-4">
            <QrCode text={factor.uri} label="QR code that holds the secret, for your authenticator app" />
            <Facts
              facts={[
                [
                  'Secret',
                  <code key="secret" className="font-mono break-all select-all">
                    {factor.secret}
                  </code>,
                ],
                [
                  'On this device',
                  <a key="link" href={factor.uri} className="link">
                    Open the authenticator app
                  </a>,
                ],
                ['Type', 'Time-based, 6 digits, 30 seconds'],
              ]}
            />
          </div>
          <CheckedField
            name="code"
            label="Code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={16}
            required
            className="max-w-40"
          />
        </ActForm>
      )
    default:
      return (
        <ActForm action={beginSecondFactorAction} back={path} submit="Set it up" pending="Setting up…">
          <p className="max-w-2xl">
            Two-factor authentication is off: anybody who has your password can open the back office.
          </p>
        </ActForm>
      )
  }
}

export default adminPage('REVIEWER', path, async ({ operator }) => (
  <>
    <PageHeading
      title="Two-factor authentication"
      lead="A code from an authenticator app on your phone, asked for in addition to your password."
    />
    <ConfirmFirst back={path} what="change two-factor authentication">
      <SetUp factor={await findSecondFactor(operator.uid, brand.name)} />
    </ConfirmFirst>
  </>
))
