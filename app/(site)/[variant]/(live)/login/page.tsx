import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { pendingPurchase } from '@/app/(site)/_accounts/purchase'
import { signInAction } from '@/app/(site)/[variant]/(live)/login/actions'
import { firstPage } from '@/lib/accounts/access'
import { demoPassword, openDemoAccounts } from '@/lib/accounts/demo'
import { currentUser } from '@/lib/accounts/session'
import { isDatabaseAway } from '@/lib/database-pool'
import { env } from '@/lib/env'
import { ownPath } from '@/lib/http/own-path'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

function noneWhileUnavailable(error: unknown): [] {
  if (!isDatabaseAway(error)) throw error
  return []
}

async function DemoAccounts() {
  const accounts =
    env().PAYMENTWALL_MODE === 'local' ? await openDemoAccounts().catch(noneWhileUnavailable) : []
  if (accounts.length === 0) return null
  return (
    <aside className="sheet max-w-md space-y-3 self-start p-6">
      <h2 className="font-semibold">Demo accounts</h2>
      <ul>
        {accounts.map(({ email }) => (
          <li key={email}>{email}</li>
        ))}
      </ul>
      <p>
        Password for all: <code className="font-mono text-[0.95em]">{demoPassword}</code>
      </p>
    </aside>
  )
}

async function LoginPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const query = await searchParams
  const next = ownPath(query.next, '')
  const user = await currentUser()
  if (user) redirect(next || firstPage(user))
  const purchase = await pendingPurchase(query.buy)
  return (
    <div className="grid gap-10 lg:grid-cols-2">
      <div className="space-y-8">
        <PageHeading
          title={purchase ? `Sign in to buy ${purchase.name}` : 'Sign in'}
          lead={
            purchase && 'You then go straight to the checkout. You are not charged until you confirm there.'
          }
        />
        {'ended' in query && (
          <Notice className="max-w-md">
            You have been signed out on all devices. Sign in again to continue.
          </Notice>
        )}
        {'reset' in query && (
          <Notice kind="positive" className="max-w-md">
            Your new password is saved. Sign in with it to continue.
          </Notice>
        )}
        {'closed' in query && (
          <Notice kind="positive" title="Your account has been closed" className="max-w-md">
            We are stopping the renewals of any membership. If you are charged anyway,{' '}
            <PageLink href="/contact" className="link">
              write to us
            </PageLink>{' '}
            and we will refund it.
          </Notice>
        )}
        {next.startsWith('/orders/') && (
          <Notice className="max-w-md">
            Sign in to see your order. A payment you have just made is not affected.
          </Notice>
        )}
        <AccountForm
          id="sign-in"
          action={signInAction}
          next={next}
          buy={purchase?.key}
          fields={[
            { name: 'email', label: 'E-mail address', type: 'email', autoComplete: 'username' },
            { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
          ]}
          submit="Sign in"
          pending="Signing in…"
        />
        <p>
          <PageLink href="/reset" className="link">
            Forgot your password?
          </PageLink>
        </p>
        <p>
          New here?{' '}
          <PageLink
            href={{ pathname: '/register', query: { next: next || undefined, buy: purchase?.key } }}
            className="link"
          >
            Create an account
          </PageLink>
        </p>
      </div>
      <DemoAccounts />
    </div>
  )
}

export default withDatabase(LoginPage)
