import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Artwork } from '@/app/_components/artwork'
import { ButtonLink } from '@/app/_components/button'
import { CurrencyButtons } from '@/app/_components/currency-switch'
import { PageLink } from '@/app/_components/page-link'
import { ProductGrid } from '@/app/_components/product-grid'
import { StructuredData } from '@/app/_components/structured-data'
import { brand } from '@/lib/brand/brand'
import { productsForSale, productsSoldIn } from '@/lib/catalog/data'
import { currenciesOf, type PricedProduct } from '@/lib/catalog/prices'
import type { Currency } from '@/lib/currencies.mjs'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import { variantOf } from '@/lib/http/variants.mjs'
import { english } from '@/lib/languages/locale'
import { foundMetadata } from '@/lib/storefront/found'
import { shopData } from '@/lib/storefront/structured-data'

export const metadata: Metadata = foundMetadata({ path: '/' })

/** How many products a section shows: full rows of two and of three. */
const mostShown = 12

function Section({
  id,
  title,
  lead,
  products,
  more,
}: {
  id: string
  title: string
  lead: string
  products: PricedProduct[]
  /** Where all of its products are, and what the link says. */
  more: { kind?: ProductKind; title: string }
}) {
  if (products.length === 0) return null
  return (
    <section aria-labelledby={id} className="mt-20 md:mt-28">
      <h2 id={id} className="text-title">
        {title}
      </h2>
      <p className="mt-2 max-w-2xl text-lead text-muted">{lead}</p>
      <ProductGrid products={products.slice(0, mostShown)} />
      {(products.length > mostShown || id === 'models') && (
        <p className="mt-8">
          <PageLink
            href="/products"
            query={{ kind: more.kind?.toLowerCase() }}
            className="link inline-flex min-h-11 items-center"
          >
            {more.title}
          </PageLink>
        </p>
      )}
    </section>
  )
}

function Steps() {
  const steps = [
    ['Choose and pay', 'By card or any method Paymentwall offers in your country.'],
    ['Download', 'Your sheet is in your library, as a PDF for A4 paper.'],
    ['Print, cut, fold', 'Use card of 160 to 200 g/m². All you need is scissors, a ruler and paper glue.'],
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

async function Empty({ currency }: { currency: Currency }) {
  const others = currenciesOf({ priceList: (await productsForSale()).flatMap(({ priceList }) => priceList) })
  if (others.length > 0) {
    return (
      <div className="mt-16">
        <p className="text-lead">Nothing is sold in {currency} at the moment. Choose another currency:</p>
        <CurrencyButtons locale={english} of={others} />
      </div>
    )
  }
  return (
    <p className="mt-16 text-lead">
      Nothing is for sale at the moment.{' '}
      <PageLink href="/contact" className="link">
        Write to us
      </PageLink>{' '}
      if you are looking for something.
    </p>
  )
}

export default async function HomePage({ params }: { params: Promise<{ variant: string }> }) {
  const variant = variantOf((await params).variant) ?? notFound()
  const products = await productsSoldIn(variant.currency, variant.language)
  const ofKind = (...kinds: ProductKind[]) => products.filter((product) => kinds.includes(product.kind))
  const [first] = products
  return (
    <>
      <StructuredData data={shopData()} />
      <div className="grid items-start gap-8 lg:grid-cols-[1.05fr_1fr] lg:gap-14">
        <div className="lg:pt-6">
          <h1 className="text-display font-semibold">{brand.tagline}</h1>
          <p className="mt-6 max-w-lg text-lead text-muted">{brand.description}</p>
          <div className="mt-8 flex flex-wrap items-center gap-3">
            <ButtonLink href="#models">Browse models</ButtonLink>
            {first && (
              <ButtonLink href={`/products/${first.slug}`} variant="quiet">
                Start with: {first.name}
              </ButtonLink>
            )}
          </div>
        </div>
        {first && <Artwork of={first} eager />}
      </div>
      <Steps />
      <Section
        id="models"
        title="Models"
        lead="A sheet is yours to keep: print it as often as you like."
        products={ofKind('DOWNLOAD')}
        more={{ kind: 'DOWNLOAD', title: 'All models' }}
      />
      <Section
        id="studio"
        title="For makers and studios"
        lead="Sell what you build, or have a model made to your measurements."
        products={ofKind('LICENCE', 'CREDITS')}
        more={{ title: 'All products' }}
      />
      <Section
        id="club"
        title="The club"
        lead="Every model in the shop, for as long as you are a member."
        products={ofKind('MEMBERSHIP')}
        more={{ kind: 'MEMBERSHIP', title: 'All memberships' }}
      />
      {products.length === 0 && <Empty currency={variant.currency} />}
    </>
  )
}
