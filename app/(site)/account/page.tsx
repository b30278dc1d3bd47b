import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
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
  signOutEverywhereAction,
} from '@/lib/accounts/actions'
import { requireUser } from '@/lib/accounts/session'

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

const othersEnded = 'You have been signed out everywhere else.'

async function AccountPage() {
  const user = await requireUser('/account')
  const registered = user.registeredAt.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <div className="space-y-12">
      <PageHeading title="Your account" lead={`Registered on ${registered}.`} />

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
          Sign out
        </h2>
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
