import { Artwork } from '@/app/_components/artwork'
import { PlanTerms } from '@/app/_components/plan-terms'
import { Price } from '@/app/_components/price'
import { company } from '@/lib/brand/company'
import type { Locale } from '@/lib/languages/locale'
import type { OrderWithFacts } from '@/lib/orders/data'
import type { Plan } from '@/lib/plans/plan'
import { vatNote } from '@/lib/vat'

/** What is being bought, from whom and for how much. */
export function OrderSummary({
  locale,
  order,
  membership,
  areTermsShown,
}: {
  locale: Locale
  order: OrderWithFacts
  membership: { plan: Plan; day: Date } | undefined
  /** Once the payment form is on the page, the terms are shown next to it, or in it. */
  areTermsShown: boolean
}) {
  const { t } = locale
  const { name, registration, address, email } = company()
  const vat = vatNote(t)
  return (
    <aside
      aria-labelledby="summary"
      className="sheet p-6 max-lg:py-4 max-sm:py-2 lg:col-start-2 lg:row-span-2 lg:row-start-1"
    >
      {/* Folded on a small screen, where the payment comes first; on a wide one its content is always in view. */}
      <details className="lg:[&::details-content]:[content-visibility:visible]">
        <summary className="flex min-h-8 items-baseline justify-between gap-4 pr-6 lg:pointer-events-none">
          <h2 id="summary" className="text-heading">
            {t('checkout.summary.title')}
          </h2>
          <span className="lg:hidden">
            <span className="font-semibold">
              <Price locale={locale} money={order} />
            </span>{' '}
            <span className="link text-sm">{t('checkout.summary.details')}</span>
          </span>
        </summary>
        <div className="space-y-5 pt-5">
          <ul className="divide-y divide-line">
            {order.lines.map((line) => (
              <li key={line.id} className="flex items-center gap-4 py-3">
                <Artwork of={line.product} className="w-20! shrink-0" />
                <span className="min-w-0 grow">{line.name}</span>
                <Price
                  locale={locale}
                  money={{ amount: line.trialAmount ?? line.amount, currency: order.currency }}
                />
              </li>
            ))}
          </ul>
          <p className="flex justify-between border-t border-line pt-4 font-semibold">
            <span>{membership ? t('checkout.summary.today') : t('checkout.summary.total')}</span>
            <Price locale={locale} money={order} />
          </p>
          {vat && <p className="text-right text-sm text-muted">{vat}</p>}
          <div className="space-y-1 border-t border-line pt-4 text-sm text-muted">
            <p>
              {t.rich('checkout.summary.order', {
                id: order.id,
                day: locale.date(order.expiresAt),
                number: (id) => <span className="font-mono">{id}</span>,
                until: (day) => <time dateTime={order.expiresAt.toISOString()}>{day}</time>,
              })}
            </p>
            <p>{t('checkout.summary.seller', { name, registration, address, email })}</p>
          </div>
        </div>
      </details>
      {membership && areTermsShown && (
        <section aria-label={t('checkout.summary.terms')} className="mt-4 border-t border-line pt-4">
          <PlanTerms locale={locale} {...membership} newTab />
        </section>
      )}
    </aside>
  )
}
