import { ButtonLink } from '@/app/_components/button'
import { Price } from '@/app/_components/price'
import { SubmitButton } from '@/app/_components/submit-button'
import { placeOrder } from '@/lib/orders/actions'
import type { OrderWithFacts } from '@/lib/orders/data'

/** Places an expired order again, at today's prices in its currency, and without what is no longer for sale. */
export function PlaceAgain({ order }: { order: OrderWithFacts }) {
  const { currency } = order
  const isSold = ({ product }: OrderWithFacts['lines'][number]) => product.active && product.amount !== null
  const sold = order.lines.filter(isSold)
  const unavailable = order.lines.filter((line) => !isSold(line)).map(({ name }) => `“${name}”`)
  return (
    <div className="space-y-4">
      {unavailable.length > 0 && <p>No longer available: {unavailable.join(', ')}.</p>}
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
