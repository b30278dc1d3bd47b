import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Artwork } from '@/app/_components/artwork'
import { FormattedText } from '@/app/_components/formatted-text'
import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import { PlanTerms } from '@/app/_components/plan-terms'
import { Price } from '@/app/_components/price'
import { ProductGrid } from '@/app/_components/product-grid'
import { SubmitButton } from '@/app/_components/submit-button'
import { withDatabase } from '@/app/_components/with-database'
import { AlreadyOwned } from '@/app/(site)/products/[slug]/already-owned'
import { addToCartAction } from '@/lib/cart/actions'
import { productBySlug, productsForSale } from '@/lib/catalog/data'
import { interval, kinds } from '@/lib/catalog/kinds'
import { shopTime } from '@/lib/clock'
import { isDatabaseAway } from '@/lib/database-pool'
import { env } from '@/lib/env'
import type { Product } from '@/lib/generated/prisma/client'
import { toDecimal } from '@/lib/money'
import { placeOrder } from '@/lib/orders/actions'
import { planOf } from '@/lib/plans/plan'

type Props = { params: Promise<{ slug: string }> }

async function requireProduct(props: Props): Promise<Product> {
  const product = await productBySlug((await props.params).slug)
  return product ?? notFound()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const product = await requireProduct(props).catch((error) => {
    if (!isDatabaseAway(error)) throw error
  })
  if (!product) return {}
  return {
    title: product.name,
    description: product.summary,
    alternates: { canonical: `/products/${product.slug}` },
    robots: product.active ? undefined : { index: false },
  }
}

function StructuredData({ product }: { product: Product }) {
  const url = new URL(`/products/${product.slug}`, env().SHOP_URL)
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    description: product.summary,
    image: new URL(artworkPath(product), url),
    sku: product.id,
    offers: {
      '@type': 'Offer',
      url,
      price: toDecimal(product.amount, product.currency),
      priceCurrency: product.currency,
      availability: `https://schema.org/${product.active ? 'InStock' : 'Discontinued'}`,
    },
  }
  return (
    <script
      type="application/ld+json"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON in which "<" is escaped cannot end the element
      dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replace(/</g, '\\u003c') }}
    />
  )
}

async function Offer({ product }: { product: Product }) {
  const period = interval(product)
  const plan = planOf(product, product.currency)
  return (
    <div className="mt-6 space-y-6">
      <p className="text-heading font-semibold">
        <Price amount={product.amount} currency={product.currency} /> {period}
      </p>
      <AlreadyOwned product={product} />
      {product.active ? (
        <div className={`grid gap-3 ${plan ? 'gap-y-5' : 'sm:grid-cols-2'}`}>
          {plan && <PlanTerms plan={plan} day={await shopTime()} />}
          <form action={placeOrder}>
            <input type="hidden" name="product" value={product.id} />
            <input type="hidden" name="shown" value={`${product.id}:${product.amount}`} />
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
        <Notice title="Currently unavailable">
          <p>
            If you bought it before, it is still yours.{' '}
            <PageLink href="/" className="link">
              Browse models
            </PageLink>
          </p>
        </Notice>
      )}
    </div>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="border-t border-line py-4">
      <dt className="font-semibold">{title}</dt>
      <dd className="mt-1 text-muted">{children}</dd>
    </div>
  )
}

async function ProductPage(props: Props) {
  const product = await requireProduct(props)
  const kind = kinds[product.kind]
  const others = (await productsForSale()).filter((other) => other.id !== product.id)
  const suggested = [
    ...others.filter((other) => other.kind === product.kind),
    ...others.filter((other) => other.kind !== product.kind),
  ].slice(0, 4)
  return (
    <>
      <StructuredData product={product} />
      <div className="grid gap-x-14 gap-y-8 lg:grid-cols-[1.25fr_1fr] lg:grid-rows-[auto_1fr]">
        <div className="sheet self-start p-6 [--corner:2.5rem] sm:p-12">
          <Artwork file={product.artwork} alt={product.name} eager />
        </div>
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <p className="text-muted">{kind.label}</p>
          <h1 className="mt-1 text-title">{product.name}</h1>
          <p className="mt-3 text-lead">{product.summary}</p>
          <Offer product={product} />
          <dl className="mt-8 border-b border-line">
            <Fact title="What you get">
              <ul className="list-['–_'] space-y-1 pl-4">
                {kind.contains.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            </Fact>
            <Fact title="Delivery">{kind.delivery}</Fact>
            <Fact title="Refunds">
              {kind.refund}{' '}
              <PageLink href="/refunds" className="link">
                Refunds and cancellation
              </PageLink>
            </Fact>
          </dl>
        </div>
        <section aria-labelledby="detail">
          <h2 id="detail" className="text-heading">
            Description
          </h2>
          <div className="prose mt-4">
            <FormattedText text={product.description} />
          </div>
        </section>
      </div>
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

export default withDatabase(ProductPage)
