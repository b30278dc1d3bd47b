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
import { currentBuyer } from '@/lib/accounts/session'
import { isDatabaseAway } from '@/lib/database-pool'
import { env } from '@/lib/env'
import { continueAsGuestAction } from '@/lib/guests/actions'
import { ownPath } from '@/lib/http/own-path'

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

function noneWhileUnavailable(error: unknown): [] {
  if (!isDatabaseAway(error)) throw error
  return []
}

async function DemoAccounts({ next, buy }: { next: string; buy: string | undefined }) {
  const accounts =
    env().PAYMENTWALL_MODE === 'local' ? await openDemoAccounts().catch(noneWhileUnavailable) : []
  if (accounts.length === 0) return null
  return (
    <aside className="sheet max-w-md space-y-3 self-start p-6">
      <h2 className="font-semibold">Demo accounts</h2>
      <ul className="space-y-3">
        {accounts.map(({ email }) => (
          <li key={email}>
            <AccountForm
              id={`use-${email}`}
              action={signInAction}
              given={{ email, password: demoPassword }}
              fields={[]}
              next={next}
              buy={buy}
              submit={`Use ${email}`}
              pending="One moment…"
            />
          </li>
        ))}
      </ul>
      <p>
        Password for all: <code className="font-mono text-[0.95em]">{demoPassword}</code>
      </p>
    </aside>
  )
}

/** For buying without an account. */
function GuestForm({ buy, email }: { buy: string; email: string | undefined }) {
  return (
    <section aria-labelledby="guest" className="max-w-md space-y-4">
      <h2 id="guest" className="text-heading">
        Continue as guest
      </h2>
      <p>No password needed. Your receipt goes to this address, with a link to what you bought.</p>
      <AccountForm
        id="guest-entry"
        action={continueAsGuestAction}
        buy={buy}
        fields={[
          {
            name: 'email',
            label: 'E-mail for your receipt',
            type: 'email',
            autoComplete: 'email',
            value: email,
          },
        ]}
        submit="Continue as guest"
        pending="One moment…"
      />
    </section>
  )
}

async function LoginPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const query = await searchParams
  const next = ownPath(query.next, '')
  const buyer = await currentBuyer()
  if (buyer && !buyer.isGuest) redirect(next || firstPage(buyer))
  const purchase = await pendingPurchase(query.buy)
  // Signing in from the cart leads back to it; buying as a guest goes on.
  const forGuest = purchase ?? (await pendingPurchase(query.guest))
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
        {'link' in query && (
          <Notice kind="caution" title="This link doesn’t work" className="max-w-md">
            It is incomplete or has expired. If you have an account, sign in to see your order. Otherwise{' '}
            <PageLink href="/contact" className="link">
              write to us
            </PageLink>
            .
          </Notice>
        )}
        {forGuest && !forGuest.needsAccount && (
          <p>
            No account?{' '}
            <a href="#guest" className="link">
              Continue as guest
            </a>
          </p>
        )}
        {forGuest?.needsAccount && (
          <Notice className="max-w-md">
            A membership needs an account, so that you can see its charges and cancel it at any time.
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
          <PageLink href="/register" query={{ next: next || undefined, buy: purchase?.key }} className="link">
            Create an account
          </PageLink>
        </p>
      </div>
      <div className="space-y-10">
        {forGuest && !forGuest.needsAccount && (
          <GuestForm buy={forGuest.key} email={buyer?.isGuest ? buyer.email : undefined} />
        )}
        <DemoAccounts next={next} buy={purchase?.key} />
      </div>
    </div>
  )
}

export default withDatabase(LoginPage)
