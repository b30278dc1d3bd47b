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
import { currenciesOf, type ListedProduct, type PricedProduct, pricedIn } from '@/lib/catalog/prices'
import { relatedProducts } from '@/lib/catalog/related'
import { inLanguage } from '@/lib/catalog/texts'
import type { Currency } from '@/lib/currencies.mjs'
import { type Locale, localeOf } from '@/lib/languages/locale'
import { variantOf } from '@/lib/languages/variants.mjs'
import { shownSoldOut } from '@/lib/licence-keys/data'
import { placeOrder } from '@/lib/orders/actions'
import { interval, planOf } from '@/lib/plans/plan'
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
  return { locale: localeOf(language), product: inLanguage(product, language), currency }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, product } = await requireProduct(props)
  const { slug, name, summary, active } = product
  return {
    ...foundMetadata(locale, {
      path: `/products/${slug}`,
      title: name,
      description: summary,
      picture: `/artwork/share/products/${slug}`,
    }),
    ...(!active && unlisted),
  }
}

function OwnedLink({
  locale: { t, path },
  product: { kind, slug },
}: {
  locale: Locale
  product: Pick<ListedProduct, 'kind' | 'slug'>
}) {
  if (kind !== 'DOWNLOAD' && kind !== 'LICENCE') return null
  return (
    <OwnedPlace slug={slug}>
      <Notice kind="positive" title={t('product.inLibrary.title')}>
        <p>
          <PageLink href={path(`/account/library#item-${slug}`)} className="link">
            {kind === 'DOWNLOAD' ? t('product.inLibrary.download') : t('product.inLibrary.licence')}
          </PageLink>
        </p>
      </Notice>
    </OwnedPlace>
  )
}

function Unavailable({ locale: { t, path } }: { locale: Locale }) {
  return (
    <Notice title={t('product.unavailable.title')}>
      <p>
        {t('product.unavailable.lead')}{' '}
        <PageLink href={path('/')} className="link">
          {t('brand.browse')}
        </PageLink>
      </p>
    </Notice>
  )
}

async function Offer({
  locale,
  product,
  soldOut,
}: {
  locale: Locale
  product: PricedProduct
  soldOut: boolean
}) {
  const { t } = locale
  const plan = planOf(product, product.currency)
  const trial = plan && trialStart(locale, plan)
  const vat = vatNote(t)
  const price = () => (
    <>
      <Price locale={locale} money={product} /> {interval(t, product)}
    </>
  )
  return (
    <div className="mt-6 space-y-6">
      <OwnedLink locale={locale} product={product} />
      <p className="text-heading font-semibold">
        {trial && <span className="block">{trial}</span>}
        <span className={trial && 'font-normal text-lead text-muted'}>
          {trial ? t.rich('product.afterTrial', { price }) : price()}
        </span>
        {vat && <span className="block font-normal text-base text-muted">{vat}</span>}
      </p>
      {product.active && soldOut ? (
        <Notice title={t('product.soldOut.title')}>
          <p>{t('product.soldOut.lead')}</p>
        </Notice>
      ) : product.active ? (
        <div className={`grid gap-3 ${plan ? 'gap-y-5' : 'sm:grid-cols-2'}`}>
          {plan && <PlanTerms locale={locale} plan={plan} day={await shownDay()} />}
          <form action={placeOrder}>
            <input type="hidden" name="product" value={product.id} />
            <input type="hidden" name="shown" value={`${product.id}:${product.amount}`} />
            <input type="hidden" name="currency" value={product.currency} />
            <input type="hidden" name="from" value={`/products/${product.slug}`} />
            <SubmitButton pendingText={t('shop.moment')} className="w-full">
              {t('product.buy')}
            </SubmitButton>
          </form>
          {!plan && (
            <form action={addToCartAction}>
              <input type="hidden" name="product" value={product.id} />
              <SubmitButton variant="secondary" pendingText={t('product.adding')} className="w-full">
                {t('product.addToCart')}
              </SubmitButton>
            </form>
          )}
        </div>
      ) : (
        <Unavailable locale={locale} />
      )}
    </div>
  )
}

/** In place of a price, for a visitor in whose currency there is none. */
function OtherCurrencies({
  locale,
  product,
  currency,
}: {
  locale: Locale
  product: Omit<ListedProduct, 'texts'>
  currency: Currency
}) {
  const { t } = locale
  const others = product.active ? currenciesOf(product) : []
  return (
    <div className="mt-6 space-y-6">
      <OwnedLink locale={locale} product={product} />
      {others.length > 0 ? (
        <Notice title={t('product.unpriced.title', { currency })}>
          <p>{t('product.unpriced.lead')}</p>
          <CurrencyButtons locale={locale} of={others} />
        </Notice>
      ) : (
        <Unavailable locale={locale} />
      )}
    </div>
  )
}

export default async function ProductPage(props: Props) {
  const { locale, product, currency } = await requireProduct(props)
  const priced = pricedIn(product, currency)
  const soldOut = (await shownSoldOut()).has(product.id)
  const pictures = (await shownPictures()).get(product.id) ?? []
  const suggested = relatedProducts(product, await productsSoldIn(currency, locale.language), 4)
  return (
    <>
      <StructuredData
        data={productData(locale, product, {
          prices: currenciesOf(product).flatMap((each) => pricedIn(product, each) ?? []),
          pictures: pictures.map(({ fileId }) => artworkPath({ artwork: '', artworkFileId: fileId })),
          soldOut,
        })}
      />
      <ProductView
        locale={locale}
        product={product}
        pictures={pictures}
        offer={
          priced ? (
            <Offer locale={locale} product={priced} soldOut={soldOut} />
          ) : (
            <OtherCurrencies locale={locale} product={product} currency={currency} />
          )
        }
      />
      {suggested.length > 0 && (
        <section aria-labelledby="others" className="mt-16 border-t border-line pt-10 md:mt-20">
          <h2 id="others" className="text-heading">
            {locale.t('product.others')}
          </h2>
          <ProductGrid locale={locale} products={suggested} small />
        </section>
      )}
    </>
  )
}
