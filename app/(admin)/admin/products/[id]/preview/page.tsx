import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PlanTerms } from '@/app/_components/plan-terms'
import { Price } from '@/app/_components/price'
import { ProductView } from '@/app/_components/product-view'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { findProduct } from '@/lib/catalog/data'
import { fieldTitle, readForm } from '@/lib/catalog/form'
import { type Price as ListedPrice, priceListOf } from '@/lib/catalog/prices'
import { shopTime } from '@/lib/clock'
import { english } from '@/lib/languages/locale'
import { formatMoney } from '@/lib/money'
import { interval, type PlanFields, planOf } from '@/lib/plans/plan'
import { listPictures } from '@/lib/product-files/pictures'

export const metadata: Metadata = { title: 'Preview' }

type Plan = Omit<PlanFields, 'amount' | 'trialAmount'>

/** The first of its prices, and the buttons as the shop has them: here they do nothing. */
async function Offer({
  product,
  prices: [first, ...others],
}: {
  product: Plan
  prices: readonly ListedPrice[]
}) {
  if (!first) return null
  const plan = planOf({ ...product, ...first }, first.currency)
  return (
    <div className="mt-6 space-y-6">
      <p className="text-heading font-semibold">
        <Price locale={english} money={first} /> {interval(english.t, product)}
      </p>
      {others.length > 0 && (
        <p className="text-muted">
          In other currencies: {others.map((price) => formatMoney(price)).join(', ')}
        </p>
      )}
      <div className={`grid gap-3 ${plan ? 'gap-y-5' : 'sm:grid-cols-2'}`}>
        {plan && <PlanTerms locale={english} plan={plan} day={await shopTime()} />}
        <Button disabled>Buy now</Button>
        {!plan && (
          <Button variant="secondary" disabled>
            Add to cart
          </Button>
        )}
      </div>
    </div>
  )
}

const noPlan = { periodLength: null, periodUnit: null, trialLength: null, trialUnit: null }

export default adminPage(
  'ADMIN',
  ({ id = '' }) => `/admin/products/${encodeURIComponent(id)}`,
  async ({ params: { id = '' }, query }) => {
    const saved = await findProduct(id)
    if (!saved && id !== 'new') notFound()
    const pictures = saved ? await listPictures(saved.id) : []
    const isTyped = query.name !== undefined
    if (!isTyped && saved) {
      return (
        <>
          <Notice title="Preview of what is saved">
            <p>This is how the shop shows the product when it is for sale. The buttons do nothing here.</p>
          </Notice>
          <ProductView
            locale={english}
            product={saved}
            pictures={pictures}
            offer={<Offer product={saved} prices={saved.priceList} />}
          />
        </>
      )
    }
    const texts = Object.entries(query).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    )
    const typed = Object.fromEntries(texts)
    const read = readForm(typed, { id: saved?.id ?? 'new', position: 0, active: false })
    if (!read.ok) {
      return (
        <Notice kind="caution" title="The preview needs these corrections">
          <ul>
            {Object.entries(read.errors).map(([name, fault]) => (
              <li key={name}>
                {fieldTitle(name)}: {fault}
              </li>
            ))}
          </ul>
          <p>Close this tab to go back to the form. What you typed is still there.</p>
        </Notice>
      )
    }
    const product = { ...noPlan, ...unsetless(read.product), artworkFileId: saved?.artworkFileId ?? null }
    return (
      <>
        <Notice title="Preview of what you typed">
          <p>Nothing is saved yet. Close this tab to go back to the form. The buttons do nothing here.</p>
        </Notice>
        <ProductView
          locale={english}
          product={product}
          pictures={pictures}
          offer={<Offer product={product} prices={priceListOf(read.product)} />}
        />
      </>
    )
  },
)

/** What was left empty is left out, so that it does not hide that there is none. */
function unsetless<T extends object>(product: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(product).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>
  }
}
