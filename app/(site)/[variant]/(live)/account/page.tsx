import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { hasRole } from '@/lib/accounts/access'
import {
  changeEmailAction,
  changeNameAction,
  changePasswordAction,
  signOutAction,
  signOutDeviceAction,
  signOutEverywhereAction,
} from '@/lib/accounts/actions'
import { type OwnSession, sessionsPart } from '@/lib/accounts/data'
import { deviceName } from '@/lib/accounts/device'
import { currentSessionDigest, requireUserWith } from '@/lib/accounts/session'
import { requestConfirmationAction } from '@/lib/email-confirmation/actions'
import { english } from '@/lib/languages/locale'

export const metadata: Metadata = { title: 'Your account', robots: { index: false } }

function Setting({ title, value }: { title: string; value: string }) {
  return (
    <>
      <span className="font-medium">{title}</span>
      <span className="col-start-1 min-w-0 text-muted sm:col-start-2">{value}</span>
      <span className="link col-start-2 row-span-2 row-start-1 sm:col-start-3">Change</span>
    </>
  )
}

/** The devices of an account, with when each was last used. */
function Sessions({ sessions, here }: { sessions: OwnSession[]; here: string | undefined }) {
  return (
    <ul className="max-w-2xl divide-y divide-line border-y border-line">
      {sessions.map(({ id, userAgent, lastSeenAt, address }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-3">
          <div className="min-w-0">
            <p className="font-medium">{deviceName(userAgent)}</p>
            <p className="text-sm text-muted">
              {id === here ? 'This device' : `Last used on ${english.date(lastSeenAt)}`}
              {address && `, from ${address}`}
            </p>
          </div>
          {id !== here && (
            <form action={signOutDeviceAction}>
              <input type="hidden" name="session" value={id} />
              <button type="submit" className="link min-h-11">
                Sign out<span className="sr-only"> {deviceName(userAgent)}</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  )
}

const othersEnded = 'You have been signed out everywhere else.'

async function AccountPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const query = await searchParams
  const { user, values } = await requireUserWith('/account', { sessions: sessionsPart })
  const here = await currentSessionDigest()
  const registered = english.date(user.registeredAt)
  return (
    <div className="space-y-12">
      <PageHeading title="Your account" lead={`Registered on ${registered}.`} />
      {user.emailProvenAt ? (
        'confirmed' in query && <Notice kind="positive">Your address is confirmed.</Notice>
      ) : (
        <section aria-labelledby="confirm" className="space-y-4">
          <h2 id="confirm" className="text-heading">
            Confirm your address
          </h2>
          <p className="max-w-2xl">
            We have not confirmed this address yet. Open the link we sent to{' '}
            <span className="break-all">{user.email}</span>, or send yourself a new one. You can buy without
            it, but we need to know that receipts and password resets reach you.
          </p>
          <AccountForm
            id="confirm-address"
            action={requestConfirmationAction}
            fields={[]}
            submit="Send a link"
            pending="Sending…"
            done="A new link is on its way."
          />
        </section>
      )}

      <section aria-labelledby="details">
        <h2 id="details" className="text-heading">
          Your details
        </h2>
        <div className="mt-3 border-t border-line">
          <AccountForm
            summary={<Setting title="Name" value={user.name || 'Not set'} />}
            id="name"
            action={changeNameAction}
            fields={[{ name: 'name', label: 'Name', autoComplete: 'name', value: user.name, optional: true }]}
            submit="Save name"
            pending="Saving…"
            done="Your name has been saved."
          />
          <AccountForm
            summary={<Setting title="E-mail address" value={user.email} />}
            id="email"
            action={changeEmailAction}
            fields={[
              { name: 'email', label: 'New e-mail address', type: 'email', autoComplete: 'email' },
              {
                name: 'password',
                label: 'Password',
                type: 'password',
                autoComplete: 'current-password',
                hint: 'To confirm it’s you.',
              },
            ]}
            submit="Save e-mail address"
            pending="Saving…"
            done={`Your e-mail address has been changed. Use the new one to sign in from now on. ${othersEnded}`}
          />
          <AccountForm
            summary={<Setting title="Password" value="Hidden" />}
            id="password"
            action={changePasswordAction}
            fields={[
              {
                name: 'current',
                label: 'Current password',
                type: 'password',
                autoComplete: 'current-password',
              },
              {
                name: 'password',
                label: 'New password',
                type: 'password',
                autoComplete: 'new-password',
                hint: 'At least 10 characters.',
              },
            ]}
            submit="Save password"
            pending="Saving…"
            done={`Your password has been changed. ${othersEnded}`}
          />
        </div>
      </section>

      <section aria-labelledby="sessions" className="space-y-4">
        <h2 id="sessions" className="text-heading">
          Where you are signed in
        </h2>
        <Sessions sessions={values.sessions} here={here} />
        <p className="max-w-2xl text-muted">
          Lost a device, or used a shared computer? “Sign out everywhere” ends this session and all others.
        </p>
        <div className="flex flex-wrap gap-3">
          <form action={signOutAction}>
            <SubmitButton pendingText="Signing out…" variant="secondary">
              Sign out
            </SubmitButton>
          </form>
          <form action={signOutEverywhereAction}>
            <SubmitButton pendingText="Signing out…" variant="secondary">
              Sign out everywhere
            </SubmitButton>
          </form>
        </div>
      </section>

      {hasRole(user, 'REVIEWER') && (
        <section aria-labelledby="office" className="space-y-4">
          <h2 id="office" className="text-heading">
            Back office
          </h2>
          <p className="max-w-2xl text-muted">
            A code from an authenticator can be asked for beside your password, before the back office opens.
          </p>
          <ButtonLink href="/admin/second-factor" variant="secondary">
            Two-factor authentication
          </ButtonLink>
        </section>
      )}

      <section aria-labelledby="data" className="space-y-4">
        <h2 id="data" className="text-heading">
          Your data
        </h2>
        <p className="max-w-2xl text-muted">Everything the shop holds about you, as one JSON file.</p>
        <ButtonLink href="/api/account/data" variant="secondary" download>
          Download your data
        </ButtonLink>
      </section>

      <section aria-labelledby="closing" className="space-y-4">
        <h2 id="closing" className="text-heading">
          Close account
        </h2>
        <p className="max-w-2xl text-muted">
          You can close your account at any time. The next page shows what you would lose before anything
          happens.
        </p>
        <ButtonLink href="/account/close" variant="secondary">
          Close account
        </ButtonLink>
      </section>
    </div>
  )
}

export default withDatabase(AccountPage)
