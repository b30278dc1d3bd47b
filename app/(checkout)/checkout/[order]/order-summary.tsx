import { Artwork } from '@/app/_components/artwork'
import { PlanTerms } from '@/app/_components/plan-terms'
import { Price } from '@/app/_components/price'
import { company } from '@/lib/brand/company'
import type { OrderWithFacts } from '@/lib/orders/data'
import type { Plan } from '@/lib/plans/plan'
import { formatDate } from '@/lib/plans/terms'

/** What is being bought, from whom and for how much. */
export function OrderSummary({
  order,
  membership,
  areTermsShown,
}: {
  order: OrderWithFacts
  membership: { plan: Plan; day: Date } | undefined
  /** Once the payment form is on the page, the terms are shown next to it. */
  areTermsShown: boolean
}) {
  const { name, registration, address, email } = company()
  return (
    <aside
      aria-labelledby="summary"
      className="sheet space-y-5 p-6 lg:col-start-2 lg:row-span-2 lg:row-start-1"
    >
      <h2 id="summary" className="text-heading">
        Your order
      </h2>
      <ul className="divide-y divide-line">
        {order.lines.map((line) => (
          <li key={line.id} className="flex items-center gap-4 py-3">
            <Artwork of={line.product} className="w-20! shrink-0" />
            <span className="min-w-0 grow">{line.name}</span>
            <Price money={{ amount: line.trialAmount ?? line.amount, currency: order.currency }} />
          </li>
        ))}
      </ul>
      <p className="flex justify-between border-t border-line pt-4 font-semibold">
        <span>{membership ? 'Today' : 'Total'}</span>
        <Price money={order} />
      </p>
      {membership && areTermsShown && (
        <section aria-label="The terms of your membership" className="border-t border-line pt-4">
          <PlanTerms {...membership} newTab />
        </section>
      )}
      <div className="space-y-1 border-t border-line pt-4 text-sm text-muted">
        <p>
          Order <span className="font-mono">{order.id}</span>, at this price until{' '}
          <time dateTime={order.expiresAt.toISOString()}>{formatDate(order.expiresAt)}</time>
        </p>
        <p>
          Sold by {name}, {registration}, {address}. Questions: {email}.
        </p>
      </div>
    </aside>
  )
}
