import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { AccountForm } from '@/app/(site)/_accounts/account-form'
import { requireUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { closeAccountAction } from '@/lib/closing/actions'
import { closingEffects } from '@/lib/closing/data'
import { english } from '@/lib/languages/locale'
import type { Membership } from '@/lib/subscriptions/data'

export const metadata: Metadata = { title: 'Close your account', robots: { index: false } }

export default async function ClosePage() {
  const user = await requireUser('/account/close')
  const now = await shopTime()
  const { memberships, goods, credits, isPaymentInProgress } = await closingEffects(user.uid, now)
  return (
    <div className="max-w-2xl space-y-8">
      <PageHeading
        title="Close your account?"
        lead="This is permanent: a closed account can’t be reopened."
      />
      {isPaymentInProgress && (
        <Notice kind="caution" title="A payment is still in progress">
          Wait for it to complete if you want what it pays for. If it arrives after your account is closed, we
          refund it.
        </Notice>
      )}
      <section aria-labelledby="ends" className="space-y-3">
        <h2 id="ends" className="text-heading">
          What you lose
        </h2>
        <ul className="list-['–_'] space-y-2 pl-4">
          {memberships.map((membership) => (
            <li key={membership.orderId}>{whatEnds(membership, now)}</li>
          ))}
          {goods > 0 && (
            <li>
              Your library, with {goods === 1 ? 'one item' : `${goods} items`}. Download your sheets and copy
              your licence keys first: what you have downloaded remains yours to use under its licence.{' '}
              <PageLink href="/account/library" className="link">
                Open your library
              </PageLink>
            </li>
          )}
          {credits > 0 && (
            <li>{credits === 1 ? 'One unspent studio credit.' : `${credits} unspent studio credits.`}</li>
          )}
          <li>
            Access to your account, on every device. Your name, e-mail address, password, cards and cart are
            erased.
          </li>
        </ul>
        <p>
          Closing your account is not a refund request. If a refund is due, ask for it first (
          <PageLink href="/refunds" className="link">
            Refunds and cancellation
          </PageLink>
          ). We keep orders and payments for as long as tax law requires, under your account number only.
        </p>
      </section>
      <AccountForm
        id="close"
        action={closeAccountAction}
        fields={[
          {
            name: 'password',
            label: 'Password',
            type: 'password',
            autoComplete: 'current-password',
            hint: 'To confirm it’s you.',
          },
        ]}
        submit="Close account permanently"
        pending="Closing your account…"
      />
      <ButtonLink href="/account" variant="secondary">
        Keep account
      </ButtonLink>
    </div>
  )
}

function whatEnds({ product, renews, paidUntil }: Membership, now: Date): string {
  const paid =
    paidUntil && paidUntil > now
      ? ` It is paid until ${english.date(paidUntil)}; you lose the remaining time.`
      : ''
  const renewals = renews ? ' We stop its renewals first, so you are not charged again.' : ''
  return `${product.name}.${paid}${renewals}`
}
