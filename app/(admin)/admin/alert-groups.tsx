import { PageLink } from '@/app/_components/page-link'
import { Time } from '@/app/(admin)/_parts/time'
import type { AccountUser } from '@/lib/accounts/mutations'
import { alertTarget } from '@/lib/alert-target'
import type { Alert } from '@/lib/generated/prisma/client'
import type { AlertGroup } from '@/lib/open-alerts/data'
import { alertWords } from '@/lib/open-alerts/words'

type Operator = Pick<AccountUser, 'role'>

/** The ways on from an alert: to the act that resolves it, for those who may act, and to the alert itself. */
export function AlertLinks({ alert, operator }: { alert: Alert; operator: Operator }) {
  const { href, title } = alertTarget(alert)
  const link = 'link inline-flex min-h-11 items-center'
  return (
    <span className="flex flex-wrap gap-x-5">
      {operator.role === 'ADMIN' ? (
        <PageLink href={href} className={link}>
          {title}
        </PageLink>
      ) : (
        alert.orderId && (
          <PageLink href={`/admin/orders/${alert.orderId}`} className={link}>
            View order
          </PageLink>
        )
      )}
      <PageLink href={`/admin/alerts/${alert.id}`} className={link}>
        Alert {String(alert.id)}
      </PageLink>
    </span>
  )
}

/** The open alerts by kind, the newest of each with its act. */
export function AlertGroups({ groups, operator }: { groups: readonly AlertGroup[]; operator: Operator }) {
  if (groups.length === 0) {
    return (
      <p className="border-y border-line py-6 text-muted">
        Nothing needs attention. Open alerts appear here.
      </p>
    )
  }
  return (
    <ul className="divide-y divide-line border-y border-line">
      {groups.map(({ kind, newest, count, isMore }) => (
        <li key={kind} className="space-y-2 py-4">
          <h3 className="font-semibold">
            <PageLink
              href={`/admin/alerts?kind=${kind}`}
              className="inline-flex min-h-11 items-center hover:underline"
            >
              {alertWords(kind)}: {count.toLocaleString('en-GB')}
              {isMore && ' or more'}
            </PageLink>
          </h3>
          <ul className="space-y-2">
            {newest.map((alert) => (
              <li key={String(alert.id)} className="border-l-2 border-caution pl-4">
                <p>
                  <span className="text-sm text-muted">
                    <Time at={alert.createdAt} />
                  </span>{' '}
                  {alert.message}
                </p>
                <AlertLinks alert={alert} operator={operator} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
