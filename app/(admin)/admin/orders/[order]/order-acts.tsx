import { PageLink } from '@/app/_components/page-link'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { hasRole } from '@/lib/accounts/access'
import type { AccountUser } from '@/lib/accounts/mutations'
import { type ActOrder, actTitles, formatAmount } from '@/lib/acts/order'
import { actPath, donePath } from '@/lib/acts/pages'
import { actsOffered } from '@/lib/acts/plan'
import type { standingsOf } from '@/lib/acts/standing-words'

/** What can be done with an order now, each a link to its page, and what was done before. Nothing if none is allowed. */
export function OrderActs({
  order,
  standings,
  operator,
  now,
}: {
  order: ActOrder
  standings: ReturnType<typeof standingsOf>
  operator: AccountUser
  /** This machine's time. */
  now: Date
}) {
  if (!hasRole(operator, 'ADMIN')) return null
  const { id } = order
  return (
    <Section id="acts" title="Actions">
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {actsOffered(order, now).map((kind) => (
          <li key={kind}>
            <PageLink href={actPath(id, kind)} className="link inline-flex min-h-11 items-center">
              {actTitles[kind]}
            </PageLink>
          </li>
        ))}
      </ul>
      {order.acts.length > 0 && (
        <ul aria-label="What was done" className="divide-y divide-line border-y border-line">
          {order.acts.toReversed().map((act) => {
            const standing = standings.get(act.id)
            return (
              <li key={act.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
                <PageLink href={donePath(id, act.id)} className="link">
                  {actTitles[act.kind]}
                  {act.amount !== null && ` of ${formatAmount(act.amount, order)}`}
                </PageLink>
                {standing && <Tag kind={standing.kind}>{standing.label}</Tag>}
                <span className="text-muted">
                  {act.actor}, <Time at={act.requestedAt} />
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}
