import { PlanTerms } from '@/app/_components/plan-terms'
import { Price } from '@/app/_components/price'
import type { Locale } from '@/lib/languages/locale'
import type { OrderWithFacts } from '@/lib/orders/data'
import type { Plan } from '@/lib/plans/plan'
import { vatNote } from '@/lib/vat'

/**
 * What an order binds its buyer to, to stand right above the button by which it does (§ 312j BGB): the products, the whole
 * price, and of a membership how long it lasts and how it ends.
 */
export function BindingOrder({
  locale,
  order,
  membership,
}: {
  locale: Locale
  order: OrderWithFacts
  membership: { plan: Plan; day: Date } | undefined
}) {
  const { t } = locale
  const { currency } = order
  return (
    <section aria-label={t('checkout.binding.title')} className="sheet space-y-3 p-4 text-sm">
      <p className="font-semibold">{t('checkout.binding.title')}</p>
      <ul className="space-y-1">
        {order.lines.map(({ id, name, amount, trialAmount }) => (
          <li key={id} className="flex justify-between gap-4">
            <span>{name}</span>
            <Price locale={locale} money={{ amount: trialAmount ?? amount, currency }} />
          </li>
        ))}
      </ul>
      <p className="flex justify-between gap-4 border-t border-line pt-3 font-semibold">
        <span>{membership ? t('checkout.binding.today') : t('checkout.binding.total')}</span>
        <span className="text-right">
          <Price locale={locale} money={order} />
          <span className="block font-normal text-muted">{vatNote(t) ?? t('cart.tax')}</span>
        </span>
      </p>
      {membership && <PlanTerms locale={locale} {...membership} newTab />}
    </section>
  )
}
