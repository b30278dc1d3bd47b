import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Artwork } from '@/app/_components/artwork'
import { ButtonLink } from '@/app/_components/button'
import { CurrencyButtons } from '@/app/_components/currency-switch'
import { PageLink } from '@/app/_components/page-link'
import { ProductGrid } from '@/app/_components/product-grid'
import { linkTo } from '@/app/_components/rich'
import { StructuredData } from '@/app/_components/structured-data'
import { productsForSale, productsSoldIn } from '@/lib/catalog/data'
import { currenciesOf, type PricedProduct } from '@/lib/catalog/prices'
import type { Currency } from '@/lib/currencies.mjs'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import { type Locale, localeOf, type Translate } from '@/lib/languages/locale'
import { variantOf } from '@/lib/languages/variants.mjs'
import { foundMetadata } from '@/lib/storefront/found'
import { shopData } from '@/lib/storefront/structured-data'

type Props = { params: Promise<{ variant: string }> }

async function requireVariant({ params }: Props): Promise<{ locale: Locale; currency: Currency }> {
  const { language, currency } = variantOf((await params).variant) ?? notFound()
  return { locale: localeOf(language), currency }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return foundMetadata((await requireVariant(props)).locale, { path: '/' })
}

/** The sections, each with the kinds that it shows, and the one kind, if any, that its link is about. */
const sections: { id: 'downloads' | 'services' | 'memberships'; kinds: ProductKind[]; more?: ProductKind }[] =
  [
    { id: 'downloads', kinds: ['DOWNLOAD'], more: 'DOWNLOAD' },
    { id: 'services', kinds: ['LICENCE', 'CREDITS'] },
    { id: 'memberships', kinds: ['MEMBERSHIP'], more: 'MEMBERSHIP' },
  ]

/** How many products a section shows: full rows of two and of three. */
const mostShown = 12

function Section({
  locale,
  id,
  products,
  more,
}: {
  locale: Locale
  id: (typeof sections)[number]['id']
  products: PricedProduct[]
  more: ProductKind | undefined
}) {
  if (products.length === 0) return null
  const { t, path } = locale
  return (
    <section aria-labelledby={id} className="mt-20 md:mt-28">
      <h2 id={id} className="text-title">
        {t(`brand.home.${id}.title`)}
      </h2>
      <p className="mt-2 max-w-2xl text-lead text-muted">{t(`brand.home.${id}.lead`)}</p>
      <ProductGrid locale={locale} products={products.slice(0, mostShown)} />
      {(products.length > mostShown || id === 'downloads') && (
        <p className="mt-8">
          <PageLink
            href={path('/products')}
            query={{ kind: more?.toLowerCase() }}
            className="link inline-flex min-h-11 items-center"
          >
            {t(`brand.home.${id}.more`)}
          </PageLink>
        </p>
      )}
    </section>
  )
}

function Steps({ t }: { t: Translate }) {
  const steps = [
    [t('home.pay.title'), t('home.pay.text')],
    [t('brand.home.steps.download.title'), t('brand.home.steps.download.text')],
    [t('brand.home.steps.use.title'), t('brand.home.steps.use.text')],
  ] as const
  return (
    <ol className="mt-14 grid gap-x-10 gap-y-6 border-y border-line py-8 md:mt-20 md:grid-cols-3">
      {steps.map(([title, text], index) => (
        <li key={title} className="flex gap-4">
          <span aria-hidden="true" className="text-title text-accent tabular-nums">
            {index + 1}
          </span>
          <div>
            <h2 className="font-semibold">{title}</h2>
            <p className="text-muted">{text}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}

async function Empty({ locale, currency }: { locale: Locale; currency: Currency }) {
  const { t } = locale
  const others = currenciesOf({ priceList: (await productsForSale()).flatMap(({ priceList }) => priceList) })
  if (others.length > 0) {
    return (
      <div className="mt-16">
        <p className="text-lead">{t('home.empty.inCurrency', { currency })}</p>
        <CurrencyButtons locale={locale} of={others} />
      </div>
    )
  }
  return (
    <p className="mt-16 text-lead">{t.rich('home.empty.inAll', { contact: linkTo(locale, '/contact') })}</p>
  )
}

export default async function HomePage(props: Props) {
  const { locale, currency } = await requireVariant(props)
  const { t, path } = locale
  const products = await productsSoldIn(currency, locale.language)
  const [first] = products
  return (
    <>
      <StructuredData data={shopData(locale)} />
      <div className="grid items-start gap-8 lg:grid-cols-[1.05fr_1fr] lg:gap-14">
        <div className="lg:pt-6">
          <h1 className="text-display font-semibold">{t('brand.tagline')}</h1>
          <p className="mt-6 max-w-lg text-lead text-muted">{t('brand.description')}</p>
          <div className="mt-8 flex flex-wrap items-center gap-3">
            <ButtonLink href="#downloads">{t('brand.browse')}</ButtonLink>
            {first && (
              <ButtonLink href={path(`/products/${first.slug}`)} variant="quiet">
                {t('home.start', { product: first.name })}
              </ButtonLink>
            )}
          </div>
        </div>
        {first && <Artwork of={first} eager />}
      </div>
      <Steps t={t} />
      {sections.map(({ id, kinds, more }) => (
        <Section
          key={id}
          locale={locale}
          id={id}
          products={products.filter(({ kind }) => kinds.includes(kind))}
          more={more}
        />
      ))}
      {products.length === 0 && <Empty locale={locale} currency={currency} />}
    </>
  )
}
