import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CurrencyButtons } from '@/app/_components/currency-switch'
import { OwnedPlace } from '@/app/_components/hint-script'
import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import { PlanTerms } from '@/app/_components/plan-terms'
import { Price } from '@/app/_components/price'
import { ProductGrid } from '@/app/_components/product-grid'
import { ProductView } from '@/app/_components/product-view'
import { StructuredData } from '@/app/_components/structured-data'
import { SubmitButton } from '@/app/_components/submit-button'
import { addToCartAction } from '@/lib/cart/actions'
import { artworkPath } from '@/lib/catalog/artwork'
import { productBySlug, productsSoldIn } from '@/lib/catalog/data'
import { interval } from '@/lib/catalog/kinds'
import { currenciesOf, type ListedProduct, type PricedProduct, pricedIn } from '@/lib/catalog/prices'
import { relatedProducts } from '@/lib/catalog/related'
import { inLanguage } from '@/lib/catalog/texts'
import type { Currency } from '@/lib/currencies.mjs'
import { variantOf } from '@/lib/http/variants.mjs'
import { english } from '@/lib/languages/locale'
import { shownSoldOut } from '@/lib/licence-keys/data'
import { placeOrder } from '@/lib/orders/actions'
import { planOf } from '@/lib/plans/plan'
import { trialStart } from '@/lib/plans/terms'
import { shownPictures } from '@/lib/product-files/pictures'
import { foundMetadata, unlisted } from '@/lib/storefront/found'
import { shownDay } from '@/lib/storefront/shown'
import { productData } from '@/lib/storefront/structured-data'
import { vatNote } from '@/lib/vat'

type Props = { params: Promise<{ variant: string; slug: string }> }

// Made at the first request for each.
export function generateStaticParams() {
  return []
}

async function requireProduct(props: Props) {
  const { variant, slug } = await props.params
  const { language, currency } = variantOf(variant) ?? notFound()
  const product = (await productBySlug(slug)) ?? notFound()
  return { product: inLanguage(product, language), language, currency }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { product } = await requireProduct(props)
  const { slug, name, summary, active } = product
  return {
    ...foundMetadata({
      path: `/products/${slug}`,
      title: name,
      description: summary,
      picture: `/artwork/share/products/${slug}`,
    }),
    ...(!active && unlisted),
  }
}

function OwnedLink({ product: { kind, slug } }: { product: Pick<ListedProduct, 'kind' | 'slug'> }) {
  if (kind !== 'DOWNLOAD' && kind !== 'LICENCE') return null
  return (
    <OwnedPlace slug={slug}>
      <Notice kind="positive" title="In your library">
        <p>
          <PageLink href={`/account/library#item-${slug}`} className="link">
            {kind === 'DOWNLOAD' ? 'Go to the download' : 'See your licence key'}
          </PageLink>
        </p>
      </Notice>
    </OwnedPlace>
  )
}

function Unavailable() {
  return (
    <Notice title="Currently unavailable">
      <p>
        If you bought it before, it is still yours.{' '}
        <PageLink href="/" className="link">
          Browse models
        </PageLink>
      </p>
    </Notice>
  )
}

async function Offer({ product, soldOut }: { product: PricedProduct; soldOut: boolean }) {
  const period = interval(english.t, product)
  const plan = planOf(product, product.currency)
  const trial = plan && trialStart(english, plan)
  const vat = vatNote(english.t)
  return (
    <div className="mt-6 space-y-6">
      <OwnedLink product={product} />
      <p className="text-heading font-semibold">
        {trial && <span className="block">{trial}</span>}
        <span className={trial && 'font-normal text-lead text-muted'}>
          {trial && 'then '}
          <Price locale={english} money={product} /> {period}
        </span>
        {vat && <span className="block font-normal text-base text-muted">{vat}</span>}
      </p>
      {product.active && soldOut ? (
        <Notice title="Sold out">
          <p>It can’t be bought at the moment. Look again in a few days.</p>
        </Notice>
      ) : product.active ? (
        <div className={`grid gap-3 ${plan ? 'gap-y-5' : 'sm:grid-cols-2'}`}>
          {plan && <PlanTerms plan={plan} day={await shownDay()} />}
          <form action={placeOrder}>
            <input type="hidden" name="product" value={product.id} />
            <input type="hidden" name="shown" value={`${product.id}:${product.amount}`} />
            <input type="hidden" name="currency" value={product.currency} />
            <input type="hidden" name="from" value={`/products/${product.slug}`} />
            <SubmitButton pendingText="One moment…" className="w-full">
              Buy now
            </SubmitButton>
          </form>
          {!plan && (
            <form action={addToCartAction}>
              <input type="hidden" name="product" value={product.id} />
              <SubmitButton variant="secondary" pendingText="Adding…" className="w-full">
                Add to cart
              </SubmitButton>
            </form>
          )}
        </div>
      ) : (
        <Unavailable />
      )}
    </div>
  )
}

/** In place of a price, for a visitor in whose currency there is none. */
function OtherCurrencies({
  product,
  currency,
}: {
  product: Omit<ListedProduct, 'texts'>
  currency: Currency
}) {
  const others = product.active ? currenciesOf(product) : []
  return (
    <div className="mt-6 space-y-6">
      <OwnedLink product={product} />
      {others.length > 0 ? (
        <Notice title={`Not sold in ${currency}`}>
          <p>Choose another currency to see its price:</p>
          <CurrencyButtons locale={english} of={others} />
        </Notice>
      ) : (
        <Unavailable />
      )}
    </div>
  )
}

export default async function ProductPage(props: Props) {
  const { product, language, currency } = await requireProduct(props)
  const priced = pricedIn(product, currency)
  const soldOut = (await shownSoldOut()).has(product.id)
  const pictures = (await shownPictures()).get(product.id) ?? []
  const suggested = relatedProducts(product, await productsSoldIn(currency, language), 4)
  return (
    <>
      <StructuredData
        data={productData(product, {
          prices: currenciesOf(product).flatMap((each) => pricedIn(product, each) ?? []),
          pictures: pictures.map(({ fileId }) => artworkPath({ artwork: '', artworkFileId: fileId })),
          soldOut,
        })}
      />
      <ProductView
        product={product}
        pictures={pictures}
        offer={
          priced ? (
            <Offer product={priced} soldOut={soldOut} />
          ) : (
            <OtherCurrencies product={product} currency={currency} />
          )
        }
      />
      {suggested.length > 0 && (
        <section aria-labelledby="others" className="mt-16 border-t border-line pt-10 md:mt-20">
          <h2 id="others" className="text-heading">
            You may also like
          </h2>
          <ProductGrid products={suggested} small />
        </section>
      )}
    </>
  )
}
