import { ButtonLink } from '@/app/_components/button'
import { price } from '@/app/_components/rich'
import { SubmitButton } from '@/app/_components/submit-button'
import type { Locale, Translate } from '@/lib/languages/locale'
import { placeOrder } from '@/lib/orders/actions'
import type { OrderWithFacts } from '@/lib/orders/data'

/** Places an expired order again, at today's prices in its currency, and without what is no longer for sale. */
export function PlaceAgain({ locale, order }: { locale: Locale; order: OrderWithFacts }) {
  const { t } = locale
  const { currency } = order
  const forSale = order.lines.filter(({ product }) => product.active)
  const sold = forSale.filter(({ product }) => product.amount !== null)
  const retired = order.lines.filter(({ product }) => !product.active)
  const amount = sold.reduce((sum, { product }) => sum + (product.trialAmount ?? product.amount ?? 0), 0)
  const unpriced = forSale.filter(({ product }) => product.amount === null)
  return (
    <div className="space-y-4">
      {retired.length > 0 && <p>{t('orders.again.retired', { products: namesOf(t, retired) })}</p>}
      {unpriced.length > 0 && (
        <p>{t('orders.again.unpriced', { currency, products: namesOf(t, unpriced) })}</p>
      )}
      {sold.length > 0 ? (
        <form action={placeOrder} className="flex flex-wrap items-center gap-x-6 gap-y-3">
          {sold.map(({ product, amount }) => (
            <span key={product.id} hidden>
              <input type="hidden" name="product" value={product.id} />
              <input type="hidden" name="shown" value={`${product.id}:${amount}`} />
            </span>
          ))}
          <input type="hidden" name="currency" value={currency} />
          <input type="hidden" name="from" value={`/orders/${order.id}`} />
          <SubmitButton pendingText={t('shop.moment')}>{t('orders.again.submit')}</SubmitButton>
          <p>{t.rich('orders.again.price', { price: locale.money({ amount, currency }), sum: price })}</p>
        </form>
      ) : (
        <ButtonLink href={locale.path('/')}>{t('brand.browse')}</ButtonLink>
      )}
    </div>
  )
}

function namesOf(t: Translate, lines: OrderWithFacts['lines']): string {
  return lines.map(({ name }) => t('orders.again.product', { product: name })).join(', ')
}
