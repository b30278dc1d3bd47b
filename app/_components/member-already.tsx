import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import type { Beside } from '@/lib/subscriptions/data'
import { standingWords } from '@/lib/subscriptions/words'

/** Tells a buyer, before they pay for a membership, which ones they already have and how to cancel them. */
export function MemberAlready({
  beside: { memberships, underReview, isAny },
  now,
}: {
  beside: Beside
  now: Date
}) {
  if (!isAny) return null
  const isMember = memberships.some(({ accessUntil }) => accessUntil !== null)
  return (
    <Notice
      kind="caution"
      title={isMember ? 'You are already a member' : 'You may already become a member through another order'}
    >
      <ul className="space-y-2">
        {memberships.map((membership) => (
          <li key={membership.orderId}>
            {standingWords(membership, now)}{' '}
            {membership.renews && !membership.cancellation && (
              <PageLink href={`/account/memberships/${membership.orderId}/cancel`} className="link">
                Cancel it first
              </PageLink>
            )}
          </li>
        ))}
        {underReview.map(({ orderId, name }) => (
          <li key={orderId}>
            You have ordered “{name}”. Its payment is under review, and it starts when the payment is
            approved.{' '}
            <PageLink href={`/orders/${orderId}`} className="link">
              View order
            </PageLink>
          </li>
        ))}
      </ul>
      <p>A second membership is charged separately, each period.</p>
    </Notice>
  )
}
