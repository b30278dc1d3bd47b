import { ButtonLink } from '@/app/_components/button'
import { Price } from '@/app/_components/price'
import { SubmitButton } from '@/app/_components/submit-button'
import { english } from '@/lib/languages/locale'
import { placeOrder } from '@/lib/orders/actions'
import type { OrderWithFacts } from '@/lib/orders/data'

/** Places an expired order again, at today's prices in its currency, and without what is no longer for sale. */
export function PlaceAgain({ order }: { order: OrderWithFacts }) {
  const { currency } = order
  const forSale = order.lines.filter(({ product }) => product.active)
  const sold = forSale.filter(({ product }) => product.amount !== null)
  const retired = order.lines.filter(({ product }) => !product.active)
  const unpriced = forSale.filter(({ product }) => product.amount === null)
  return (
    <div className="space-y-4">
      {retired.length > 0 && <p>No longer available: {namesOf(retired)}.</p>}
      {unpriced.length > 0 && (
        <p>
          Not available in {currency} any more: {namesOf(unpriced)}.
        </p>
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
          <SubmitButton pendingText="One moment…">Order again</SubmitButton>
          <p>
            Current price:{' '}
            <Price
              locale={english}
              money={{
                amount: sold.reduce(
                  (sum, { product }) => sum + (product.trialAmount ?? product.amount ?? 0),
                  0,
                ),
                currency,
              }}
            />
          </p>
        </form>
      ) : (
        <ButtonLink href="/">Browse models</ButtonLink>
      )}
    </div>
  )
}

function namesOf(lines: OrderWithFacts['lines']): string {
  return lines.map(({ name }) => `“${name}”`).join(', ')
}
