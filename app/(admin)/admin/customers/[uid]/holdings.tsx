import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import type { CreditEntry, CustomerGoods, CustomerRecord } from '@/lib/customers/data'
import { english } from '@/lib/languages/locale'
import type { Membership } from '@/lib/subscriptions/data'
import { membershipWords, outcomeWords } from '@/lib/subscriptions/words'

function OrderLink({ id, children }: { id: string; children: string }) {
  return (
    <PageLink href={`/admin/orders/${id}`} className="link break-words">
      {children}
    </PageLink>
  )
}

/** The memberships of a customer, each with what was charged and the time that it paid for. */
export function Memberships({ memberships, at }: { memberships: readonly Membership[]; at: Date }) {
  if (memberships.length === 0) return null
  return (
    <Section id="memberships" title="Memberships">
      <ul className="space-y-5">
        {memberships.map((membership) => {
          const { kind, label } = membershipWords(english, membership, at)
          return (
            <li key={membership.orderId} className="space-y-2">
              <p>
                <OrderLink id={membership.orderId}>{membership.product.name}</OrderLink>{' '}
                <Tag kind={kind}>{label}</Tag>
                {membership.renews && membership.nextChargeAt && (
                  <>
                    {' '}
                    next charge <Time at={membership.nextChargeAt} />
                  </>
                )}
              </p>
              <DataTable
                caption={`Charges of ${membership.product.name}`}
                columns={chargeColumns(membership)}
                rows={membership.payments}
                keyOf={({ ref }) => ref}
                empty="No charges yet."
              />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function chargeColumns({ plan }: Membership): Column<Membership['payments'][number]>[] {
  return [
    { title: 'Payment', cell: ({ ref }) => <code className="font-mono text-sm break-all">{ref}</code> },
    { title: 'Paid', cell: ({ paidAt }) => <Time at={paidAt} /> },
    { title: 'Outcome', cell: ({ outcome }) => outcomeWords(english.t, outcome) },
    {
      title: 'Pays for',
      cell: ({ period }) =>
        period ? (
          <>
            <Time at={period.from} /> to <Time at={period.until} />
          </>
        ) : (
          'Nothing'
        ),
    },
    {
      title: 'Amount',
      isNumber: true,
      cell: ({ amount }) => <Price locale={english} money={{ amount, currency: plan.currency }} />,
    },
  ]
}

const goodsColumns: Column<CustomerGoods>[] = [
  { title: 'What', cell: ({ orderId, name }) => <OrderLink id={orderId}>{name}</OrderLink> },
  {
    title: 'Licence key',
    cell: ({ licenceKey }) => licenceKey && <code className="font-mono text-sm break-all">{licenceKey}</code>,
  },
  { title: 'Delivered', cell: ({ grantedAt }) => <Time at={grantedAt} /> },
  {
    title: 'State',
    cell: ({ withdrawnAt }) =>
      withdrawnAt ? (
        <>
          <Tag kind="caution">Withdrawn</Tag> <Time at={withdrawnAt} />
        </>
      ) : (
        <Tag kind="positive">Held</Tag>
      ),
  },
]

/** Licences and downloads, those that were withdrawn too. */
export function Goods({ goods }: { goods: readonly CustomerGoods[] }) {
  if (goods.length === 0) return null
  return (
    <Section id="goods" title="Licences and downloads">
      <DataTable
        caption="Licences and downloads, newest first"
        columns={goodsColumns}
        rows={goods}
        keyOf={({ id }) => id}
        empty=""
      />
    </Section>
  )
}

const creditColumns: Column<CreditEntry>[] = [
  { title: 'Time', cell: ({ at }) => <Time at={at} /> },
  {
    title: 'What',
    cell: ({ what, orderId }) => (orderId ? <OrderLink id={orderId}>{what}</OrderLink> : what),
  },
  { title: 'Credits', isNumber: true, cell: ({ credits }) => (credits > 0 ? `+${credits}` : `−${-credits}`) },
]

/** The balance of credits, and how it came about. */
export function Credits({ credits: { balance, history } }: Pick<CustomerRecord, 'credits'>) {
  if (history.length === 0) return null
  return (
    <Section id="credits" title="Credits" aside={<span className="tabular-nums">Balance: {balance}</span>}>
      <DataTable
        caption="Credits added and spent, newest first"
        columns={creditColumns}
        rows={history}
        keyOf={({ at, what, credits }) => `${at.getTime()} ${what} ${credits}`}
        empty=""
      />
    </Section>
  )
}

/** Saved cards; their numbers were never here. */
export function Cards({ cards }: Pick<CustomerRecord, 'cards'>) {
  if (cards.length === 0) return null
  return (
    <Section id="cards" title="Saved cards">
      <ul className="list-['–_'] space-y-1 pl-4">
        {cards.map(({ id, brand, last4, expMonth, expYear, savedAt }) => (
          <li key={id}>
            {brand} •••• {last4}, expires {expMonth}/{expYear}, saved <Time at={savedAt} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

type Session = CustomerRecord['sessions'][number]

const sessionColumns: Column<Session>[] = [
  { title: 'Started', cell: ({ createdAt }) => <Time at={createdAt} /> },
  { title: 'Last seen', cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
  { title: 'IP address', cell: ({ address }) => address },
  { title: 'Browser', cell: ({ userAgent }) => <span className="break-words">{userAgent}</span> },
]

/** Where the customer is signed in. */
export function Sessions({ sessions }: Pick<CustomerRecord, 'sessions'>) {
  if (sessions.length === 0) return null
  return (
    <Section id="sessions" title="Sessions">
      <DataTable
        caption="Sessions, most recently seen first"
        columns={sessionColumns}
        rows={sessions}
        keyOf={({ createdAt, userAgent }) => `${createdAt.getTime()} ${userAgent}`}
        empty=""
      />
    </Section>
  )
}
