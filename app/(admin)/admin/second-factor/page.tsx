import type { Metadata } from 'next'
import { Field } from '@/app/_components/field'
import { PageHeading } from '@/app/_components/page-heading'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
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

export const metadata: Metadata = { title: 'Second factor' }

const path = '/admin/second-factor'

function SetUp({ factor }: { factor: SecondFactor }) {
  switch (factor.state) {
    case 'on':
      return (
        <ActForm
          action={removeOwnSecondFactorAction}
          back={path}
          submit="Take it off"
          pending="Taking off…"
          isQuiet
        >
          <p>
            It is on since <Time at={factor.since} />. The back office asks for a code once in each session.
            If you lose your authenticator, another admin can take it off.
          </p>
        </ActForm>
      )
    case 'pending':
      return (
        <ActForm action={confirmSecondFactorAction} back={path} submit="Turn it on" pending="Checking…">
          <p className="max-w-2xl">
            Enter the secret in your authenticator by hand, or open the link on the device that has it. Then
            enter the code that it shows. Until then nothing changes.
          </p>
          <Facts
            facts={[
              [
                'Secret',
                <code key="secret" className="font-mono break-all select-all">
                  {factor.secret}
                </code>,
              ],
              [
                'Link',
                <a key="link" href={factor.uri} className="link font-mono text-sm break-all">
                  {factor.uri}
                </a>,
              ],
              ['Kind', 'time-based, 6 digits, 30 seconds'],
            ]}
          />
          <Field
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
          <p className="max-w-2xl">It is off: whoever has your password can open the back office.</p>
        </ActForm>
      )
  }
}

export default adminPage('REVIEWER', path, async ({ operator }) => (
  <>
    <PageHeading
      title="Your second factor"
      lead="A code from an authenticator on your phone, asked for beside your password."
    />
    <ConfirmFirst back={path} what="change your second factor">
      <SetUp factor={await findSecondFactor(operator.uid, brand.name)} />
    </ConfirmFirst>
  </>
))
