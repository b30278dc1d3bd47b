import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { VerdictTag } from '@/app/(admin)/admin/pingbacks/verdict-tag'
import type { Pingback } from '@/lib/generated/prisma/client'
import { formatMoney } from '@/lib/money'
import type { Candidate } from '@/lib/pingbacks/candidates'
import { maskParameters } from '@/lib/pingbacks/mask'
import type { Match } from '@/lib/pingbacks/match'
import { meaningOf } from '@/lib/pingbacks/meaning'

interface Shown {
  stored: Omit<Pingback, 'digest'>
  candidates: readonly Candidate[]
  /** Whether it is still to be applied. */
  waits: boolean
  /** The order that is chosen; undefined: it is applied as it is. */
  orderId: string | undefined
  /** Whether the choice is the shop's. */
  isSuggested: boolean
  match: Match | undefined
}

/** A stored pingback in the form that matches it to an order: the candidates, and what the choice would do. */
export function StoredPingback({ stored, candidates, waits, orderId, isSuggested, match }: Shown) {
  const parameters = maskParameters(Object.entries(stored.parameters as Record<string, string>))
  const name = `order-${stored.id}`
  const isCandidate = candidates.some((candidate) => candidate.orderId === orderId)
  return (
    <Section
      id={`pingback-${stored.id}`}
      title={`Payment ${stored.ref}: ${meaningOf('type', String(stored.type))}`}
      aside={
        <PageLink href={`/admin/pingbacks/ledger/${stored.id}`} className="link">
          View pingback
        </PageLink>
      }
    >
      <input type="hidden" name="id" value={String(stored.id)} />
      <Facts
        facts={[
          ['Verdict', <VerdictTag key="verdict" verdict={stored.verdict} />],
          ['Received', <Time key="received" at={stored.receivedAt} />],
          ['Why', stored.sentence],
          ['Buyer', parameters.uid],
          ['Paid for', parameters.goodsid],
          ['Price', [parameters.price, parameters.price_currency].filter(Boolean).join(' ')],
          ['Period', parameters.slength && `${parameters.slength} ${parameters.speriod ?? ''}`],
        ]}
      />
      {waits ? (
        <>
          <Choices name={name} candidates={candidates} orderId={orderId} />
          <div className="flex flex-wrap items-end gap-x-6 gap-y-2">
            <label className="inline-flex min-h-11 items-center gap-3">
              <input
                type="radio"
                name={name}
                value=""
                defaultChecked={orderId === undefined}
                className="size-5 accent-accent"
              />
              No order: apply as is
            </label>
            <label className="block max-sm:w-full">
              <span className="block text-sm text-muted">Or another order ID</span>
              <input
                name={`other-${stored.id}`}
                defaultValue={isCandidate ? '' : (orderId ?? '')}
                maxLength={64}
                autoComplete="off"
                className="block min-h-11 w-full rounded-control border border-edge bg-card px-3 text-ink"
              />
            </label>
          </div>
          {match && <WouldDo match={match} isSuggested={isSuggested} />}
        </>
      ) : (
        <p>It was already applied. Nothing needs to be done.</p>
      )}
    </Section>
  )
}

function Choices({ name, candidates, orderId }: { name: string } & Pick<Shown, 'candidates' | 'orderId'>) {
  return (
    <DataTable
      caption="Possible orders, most likely first"
      columns={[
        {
          title: 'Select',
          cell: (candidate) =>
            candidate.refused === undefined && (
              <label className="inline-flex size-11 items-center justify-center max-md:justify-start">
                <span className="sr-only">Select order {candidate.orderId}</span>
                <input
                  type="radio"
                  name={name}
                  value={candidate.orderId}
                  defaultChecked={candidate.orderId === orderId}
                  className="size-5 accent-accent"
                />
              </label>
            ),
        },
        {
          title: 'Order',
          cell: (candidate) => (
            <PageLink href={`/admin/orders/${candidate.orderId}`} className="link">
              {candidate.orderId}
            </PageLink>
          ),
        },
        { title: 'Placed', cell: ({ createdAt }) => <Time at={createdAt} /> },
        { title: 'Products', cell: ({ lines }) => lines.join(', ') },
        { title: 'Price', cell: ({ amount, currency }) => formatMoney({ amount, currency }), isNumber: true },
        { title: 'State', cell: ({ state }) => state.replaceAll('_', ' ') },
        {
          title: 'Match',
          cell: ({ reasons, refused }) => (
            <>
              {reasons.join('; ')}
              {refused && <span className="block font-medium text-critical">{refused}</span>}
            </>
          ),
        },
      ]}
      rows={candidates}
      keyOf={(candidate) => candidate.orderId}
      empty="No similar orders. Look up the payment in Paymentwall’s merchant area."
    />
  )
}

function WouldDo({ match, isSuggested }: { match: Match; isSuggested: boolean }) {
  const { isApplied, sentence, goods, payment, alerts, orderId } = match
  const order = orderId === undefined ? 'Applied as is' : `Applied to order ${orderId}`
  return (
    <Notice
      kind={isApplied ? 'info' : 'caution'}
      title={isApplied ? `${order}: effect` : `${order}: no effect`}
    >
      {isSuggested && <p>This order is only a suggestion: the most likely match above.</p>}
      <p>{sentence}</p>
      {isApplied && (
        <>
          <p>
            {goods === '' ? 'No goods are delivered or withdrawn.' : `It ${goods}.`}
            {payment?.after !== undefined && payment.before !== payment.after && (
              <>
                {' '}
                Payment: {payment.before ?? 'not known'} → {payment.after}.
              </>
            )}
          </p>
          {alerts.map((alert) => (
            <p key={alert}>Alert: {alert}</p>
          ))}
        </>
      )}
    </Notice>
  )
}
