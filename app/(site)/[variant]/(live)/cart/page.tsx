import type { Metadata } from 'next'
import { Fragment } from 'react'
import { Artwork } from '@/app/_components/artwork'
import { Button, ButtonLink } from '@/app/_components/button'
import { Outcome } from '@/app/_components/outcome'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { hidden } from '@/app/_components/rich'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { removeFromCartAction } from '@/lib/cart/actions'
import type { Cart, CartProduct } from '@/lib/cart/data'
import { currentCart } from '@/lib/cart/session'
import type { Locale, Translate } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'
import type { Money } from '@/lib/money'
import { placeOrder } from '@/lib/orders/actions'
import { vatSentence } from '@/lib/vat'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('shop.header.cart'), robots: { index: false } }
}

type Query = Record<string, string | string[] | undefined>

const problems = ['empty', 'unavailable', 'sold-out', 'membership', 'many', 'no-price', 'large'] as const

function CartNotice({ t, query, cart }: { t: Translate; query: Query; cart: Cart }) {
  const problem = problems.find((each) => each === query.problem)
  if (problem) return <Outcome kind="caution" title={t(`cart.problems.${problem}`)} />
  const added = [...cart.products, ...cart.unpriced].find((product) => product.id === query.added)
  if (added) return <Outcome kind="positive" title={t('cart.added', { product: added.name })} />
  if (query.removed !== undefined) return <Outcome key={String(query.removed)} title={t('cart.removed')} />
  return null
}

function Line({
  locale,
  product,
  price,
  missing,
}: {
  locale: Locale
  product: CartProduct
  price?: Money
  missing?: string
}) {
  const { t } = locale
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
              href={locale.path(`/products/${product.slug}`)}
              className="decoration-accent decoration-2 underline-offset-4 hover:underline"
            >
              {product.name}
            </PageLink>
          </h2>
          {price && <Price locale={locale} money={price} />}
        </div>
        <p className="text-muted">{missing ?? t(`brand.kinds.${product.kind}.label`)}</p>
        <form action={removeFromCartAction} className="-ml-2 mt-1">
          <input type="hidden" name="product" value={product.id} />
          <Button type="submit" variant="quiet" className="min-h-11! px-2! font-normal! text-sm">
            {t.rich('cart.remove', { product: product.name, hidden })}
          </Button>
        </form>
      </div>
    </li>
  )
}

async function CartPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [query, cart, locale] = await Promise.all([searchParams, currentCart(), pageLocale()])
  const { t } = locale
  const { products, unavailable, soldOut, unpriced, currency, total } = cart
  const empty = products.length + unavailable.length + soldOut.length + unpriced.length === 0
  return (
    <div className="space-y-8">
      <PageHeading
        title={t(empty ? 'cart.empty.title' : 'cart.title')}
        lead={empty ? t('cart.empty.lead') : undefined}
      />
      <CartNotice t={t} query={query} cart={cart} />
      {empty ? (
        <ButtonLink href={locale.path('/')}>{t('brand.browse')}</ButtonLink>
      ) : (
        <div className="grid items-start gap-10 lg:grid-cols-[1.7fr_1fr] lg:gap-16">
          <ul className="border-t border-line">
            {products.map((product) => (
              <Line key={product.id} locale={locale} product={product} price={product} />
            ))}
            {unpriced.map((product) => (
              <Line
                key={product.id}
                locale={locale}
                product={product}
                missing={t('cart.unpriced', { currency })}
              />
            ))}
            {soldOut.map((product) => (
              <Line key={product.id} locale={locale} product={product} missing={t('cart.soldOut')} />
            ))}
            {unavailable.map((product) => (
              <Line key={product.id} locale={locale} product={product} missing={t('cart.unavailable')} />
            ))}
          </ul>
          {total && (
            <section aria-label={t('cart.total')} className="sheet space-y-5 p-6 sm:p-8">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4 pr-4 text-heading font-semibold">
                <span>{t('cart.total')}</span> <Price locale={locale} money={total} />
              </p>
              <p className="text-muted">
                {vatSentence(t)} {t('cart.notYet')}
              </p>
              <form action={placeOrder}>
                {products.map(({ id, amount }) => (
                  <Fragment key={id}>
                    <input type="hidden" name="product" value={id} />
                    <input type="hidden" name="shown" value={`${id}:${amount}`} />
                  </Fragment>
                ))}
                <input type="hidden" name="currency" value={currency} />
                <SubmitButton pendingText={t('shop.moment')} className="w-full">
                  {t('cart.checkOut')}
                </SubmitButton>
              </form>
              <PageLink href={locale.path('/')} className="link inline-block py-1">
                {t('cart.continue')}
              </PageLink>
            </section>
          )}
        </div>
      )}
    </div>
  )
}

export default withDatabase(CartPage)
