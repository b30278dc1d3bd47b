import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { withDatabase } from '@/app/_components/with-database'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { pendingPurchase } from '@/app/(site)/_accounts/purchase'
import { registerAction } from '@/app/(site)/[variant]/(live)/register/actions'
import { firstPage } from '@/lib/accounts/access'
import { currentUser } from '@/lib/accounts/session'
import { ownPath } from '@/lib/http/own-path'

export const metadata: Metadata = { title: 'Create an account', robots: { index: false } }

async function RegisterPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const query = await searchParams
  const next = ownPath(query.next, '')
  const user = await currentUser()
  if (user) redirect(next || firstPage(user))
  const purchase = await pendingPurchase(query.buy)
  return (
    <div className="space-y-8">
      <PageHeading
        title={purchase ? `Create an account to buy ${purchase.name}` : 'Create an account'}
        lead={
          purchase
            ? 'Your account keeps your purchases available on any device. You then go straight to the checkout.'
            : 'Your account keeps your downloads, licence keys and credits available on any device.'
        }
      />
      <AccountForm
        id="register"
        action={registerAction}
        next={next}
        buy={purchase?.key}
        fields={[
          { name: 'name', label: 'Name (optional)', autoComplete: 'name', optional: true },
          { name: 'email', label: 'E-mail address', type: 'email', autoComplete: 'username' },
          {
            name: 'password',
            label: 'Password',
            type: 'password',
            autoComplete: 'new-password',
            hint: 'At least 10 characters. A few random words are easy to remember and hard to guess.',
          },
        ]}
        submit="Create account"
        pending="Creating your account…"
      />
      <div className="space-y-2">
        <p>
          Already have an account?{' '}
          <PageLink href="/login" query={{ next: next || undefined, buy: purchase?.key }} className="link">
            Sign in
          </PageLink>
        </p>
        <p className="text-muted">
          What we store about you, and for how long, is explained in the{' '}
          <PageLink href="/privacy" className="link">
            privacy policy
          </PageLink>
          .
        </p>
      </div>
    </div>
  )
}

export default withDatabase(RegisterPage)
