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
import { formatDate } from '@/lib/plans/terms'
import type { Membership } from '@/lib/subscriptions/data'

export const metadata: Metadata = { title: 'Close your account', robots: { index: false } }

export default async function ClosePage() {
  const user = await requireUser('/account/close')
  const now = await shopTime()
  const { memberships, goods, credits, isPaymentUnderWay } = await closingEffects(user.uid, now)
  return (
    <div className="max-w-2xl space-y-8">
      <PageHeading
        title="Close your account?"
        lead="It is for good: a closed account can’t be opened again."
      />
      {isPaymentUnderWay && (
        <Notice kind="caution" title="A payment is still under way">
          Wait until it is settled if you want what it pays for. If it arrives after your account is closed,
          we pay it back.
        </Notice>
      )}
      <section aria-labelledby="ends" className="space-y-3">
        <h2 id="ends" className="text-heading">
          What ends
        </h2>
        <ul className="list-['–_'] space-y-2 pl-4">
          {memberships.map((membership) => (
            <li key={membership.orderId}>{whatEnds(membership, now)}</li>
          ))}
          {goods > 0 && (
            <li>
              Your library, with {goods === 1 ? 'one thing' : `${goods} things`} in it. Download your sheets
              and copy your licence keys before: what you have taken with you stays yours under its licence.{' '}
              <PageLink href="/account/library" className="link">
                Open the library
              </PageLink>
            </li>
          )}
          {credits > 0 && (
            <li>
              {credits === 1 ? 'One studio credit' : `${credits} studio credits`} that you have not spent.
            </li>
          )}
          <li>
            Your sign-in, on every device. Your name, e-mail address, password, cards and cart are erased.
          </li>
        </ul>
        <p>
          Closing is no refund: ask for one first if it is due (
          <PageLink href="/refunds" className="link">
            Refunds and cancellation
          </PageLink>
          ). Orders and payments stay in our books for as long as tax law demands, with your account number
          alone.
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
            hint: 'To show that it is you.',
          },
        ]}
        submit="Close the account for good"
        pending="Closing your account…"
      />
      <ButtonLink href="/account" variant="secondary">
        Keep it
      </ButtonLink>
    </div>
  )
}

function whatEnds({ product, renews, paidUntil }: Membership, now: Date): string {
  const paid =
    paidUntil && paidUntil > now
      ? ` It is paid until ${formatDate(paidUntil)}; the time that is left ends with the account.`
      : ''
  const renewals = renews ? ' We have its renewals stopped first, so that nothing more is charged.' : ''
  return `${product.name}.${paid}${renewals}`
}
