import { Artwork } from '@/app/_components/artwork'
import { PlanTerms } from '@/app/_components/plan-terms'
import { Price } from '@/app/_components/price'
import { company } from '@/lib/brand/company'
import { english } from '@/lib/languages/locale'
import type { OrderWithFacts } from '@/lib/orders/data'
import type { Plan } from '@/lib/plans/plan'
import { vatNote } from '@/lib/vat'

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
  const vat = vatNote(english.t)
  return (
    <aside
      aria-labelledby="summary"
      className="sheet p-6 max-lg:py-4 max-sm:py-2 lg:col-start-2 lg:row-span-2 lg:row-start-1"
    >
      {/* Folded on a small screen, where the payment comes first; on a wide one its content is always in view. */}
      <details className="lg:[&::details-content]:[content-visibility:visible]">
        <summary className="flex min-h-8 items-baseline justify-between gap-4 pr-6 lg:pointer-events-none">
          <h2 id="summary" className="text-heading">
            Your order
          </h2>
          <span className="lg:hidden">
            <span className="font-semibold">
              <Price locale={english} money={order} />
            </span>{' '}
            <span className="link text-sm">Details</span>
          </span>
        </summary>
        <div className="space-y-5 pt-5">
          <ul className="divide-y divide-line">
            {order.lines.map((line) => (
              <li key={line.id} className="flex items-center gap-4 py-3">
                <Artwork of={line.product} className="w-20! shrink-0" />
                <span className="min-w-0 grow">{line.name}</span>
                <Price
                  locale={english}
                  money={{ amount: line.trialAmount ?? line.amount, currency: order.currency }}
                />
              </li>
            ))}
          </ul>
          <p className="flex justify-between border-t border-line pt-4 font-semibold">
            <span>{membership ? 'Today' : 'Total'}</span>
            <Price locale={english} money={order} />
          </p>
          {vat && <p className="text-right text-sm text-muted">{vat}</p>}
          <div className="space-y-1 border-t border-line pt-4 text-sm text-muted">
            <p>
              Order <span className="font-mono">{order.id}</span>, at this price until{' '}
              <time dateTime={order.expiresAt.toISOString()}>{english.date(order.expiresAt)}</time>
            </p>
            <p>
              Sold by {name}, {registration}, {address}. Questions: {email}.
            </p>
          </div>
        </div>
      </details>
      {membership && areTermsShown && (
        <section aria-label="The terms of your membership" className="mt-4 border-t border-line pt-4">
          <PlanTerms locale={english} {...membership} newTab />
        </section>
      )}
    </aside>
  )
}
