import type { Metadata } from 'next'
import { Fragment } from 'react'
import { Artwork } from '@/app/_components/artwork'
import { Button, ButtonLink } from '@/app/_components/button'
import { Outcome } from '@/app/_components/outcome'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { removeFromCartAction } from '@/lib/cart/actions'
import type { Cart, CartProduct } from '@/lib/cart/data'
import { currentCart } from '@/lib/cart/session'
import { kinds } from '@/lib/catalog/kinds'
import type { Money } from '@/lib/money'
import { placeOrder } from '@/lib/orders/actions'
import { vatNote } from '@/lib/vat'

export const metadata: Metadata = { title: 'Cart', robots: { index: false } }

type Query = Record<string, string | string[] | undefined>

const problems = new Map([
  ['empty', 'There is nothing to order. Add something to your cart first.'],
  ['unavailable', 'This product is no longer available. You can still order everything else.'],
  ['sold-out', 'This product is sold out at the moment. You can still order everything else.'],
  ['membership', 'A membership can only be bought on its own, from its product page.'],
  [
    'many',
    'You have too many unpaid orders. Pay one of them, under “Orders” in your account, or wait an hour.',
  ],
  [
    'no-price',
    'This product is not sold in the currency you have chosen. Remove it, or choose another currency below.',
  ],
  ['large', 'This order is too large for one payment. Order these products separately.'],
])

function CartNotice({ query, cart }: { query: Query; cart: Cart }) {
  const problem = problems.get(String(query.problem))
  if (problem) return <Outcome kind="caution" title={problem} />
  const added = [...cart.products, ...cart.unpriced].find((product) => product.id === query.added)
  if (added) return <Outcome kind="positive" title={`${added.name} is in your cart.`} />
  if (query.removed !== undefined)
    return <Outcome key={String(query.removed)} title="Removed from your cart." />
  return null
}

function Line({ product, price, missing }: { product: CartProduct; price?: Money; missing?: string }) {
  const available = missing === undefined
  return (
    <li className="flex gap-4 border-b border-line py-5 sm:gap-6">
      <div
        className={`sheet w-24 shrink-0 self-start p-2 [--corner:0.9rem] sm:w-36 sm:p-4 ${available ? '' : 'opacity-60 grayscale'}`}
      >
        <Artwork of={product} />
      </div>
      <div className="min-w-0 grow">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="text-lg">
            <PageLink
              href={`/products/${product.slug}`}
              className="decoration-accent decoration-2 underline-offset-4 hover:underline"
            >
              {product.name}
            </PageLink>
          </h2>
          {price && <Price money={price} />}
        </div>
        <p className="text-muted">{missing ?? kinds[product.kind].label}</p>
        <form action={removeFromCartAction} className="-ml-2 mt-1">
          <input type="hidden" name="product" value={product.id} />
          <Button type="submit" variant="quiet" className="min-h-11! px-2! font-normal! text-sm">
            Remove<span className="sr-only"> {product.name}</span>
          </Button>
        </form>
      </div>
    </li>
  )
}

async function CartPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [query, cart] = await Promise.all([searchParams, currentCart()])
  const { products, unavailable, soldOut, unpriced, currency, total } = cart
  const vat = vatNote()
  const empty = products.length + unavailable.length + soldOut.length + unpriced.length === 0
  return (
    <div className="space-y-8">
      <PageHeading
        title={empty ? 'Your cart is empty' : 'Your cart'}
        lead={empty ? 'What you add is saved here, even if you come back tomorrow.' : undefined}
      />
      <CartNotice query={query} cart={cart} />
      {empty ? (
        <ButtonLink href="/">Browse models</ButtonLink>
      ) : (
        <div className="grid items-start gap-10 lg:grid-cols-[1.7fr_1fr] lg:gap-16">
          <ul className="border-t border-line">
            {products.map((product) => (
              <Line key={product.id} product={product} price={product} />
            ))}
            {unpriced.map((product) => (
              <Line
                key={product.id}
                product={product}
                missing={`Not sold in ${currency}; not part of the order. To buy it, choose another currency at the bottom of this page.`}
              />
            ))}
            {soldOut.map((product) => (
              <Line key={product.id} product={product} missing="Sold out; not part of the order" />
            ))}
            {unavailable.map((product) => (
              <Line key={product.id} product={product} missing="No longer available; not part of the order" />
            ))}
          </ul>
          {total && (
            <section aria-label="Total" className="sheet space-y-5 p-6 sm:p-8">
              <p className="flex items-baseline justify-between gap-4 pr-4 text-heading font-semibold">
                <span>Total</span> <Price money={total} />
              </p>
              <p className="text-muted">
                {vat ? `${vat.charAt(0).toUpperCase()}${vat.slice(1)}` : 'Tax included'}. You are not charged
                until you confirm on the next page.
              </p>
              <form action={placeOrder}>
                {products.map(({ id, amount }) => (
                  <Fragment key={id}>
                    <input type="hidden" name="product" value={id} />
                    <input type="hidden" name="shown" value={`${id}:${amount}`} />
                  </Fragment>
                ))}
                <input type="hidden" name="currency" value={currency} />
                <SubmitButton pendingText="One moment…" className="w-full">
                  Check out
                </SubmitButton>
              </form>
              <PageLink href="/" className="link inline-block py-1">
                Continue shopping
              </PageLink>
            </section>
          )}
        </div>
      )}
    </div>
  )
}

export default withDatabase(CartPage)
