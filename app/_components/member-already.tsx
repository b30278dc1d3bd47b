import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import type { Beside } from '@/lib/subscriptions/data'
import { standingWords } from '@/lib/subscriptions/words'

/** Tells a buyer of a membership, before another one is paid, of those that there are, and how to end them first. */
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
      title={isMember ? 'You are a member already' : 'You may become a member without this order'}
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
            You have ordered “{name}”, and its payment is under review: it begins when that is approved.{' '}
            <PageLink href={`/orders/${orderId}`} className="link">
              See the order
            </PageLink>
          </li>
        ))}
      </ul>
      <p>Another membership is charged in addition to it, each period.</p>
    </Notice>
  )
}
