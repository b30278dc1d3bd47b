import { Artwork } from '@/app/_components/artwork'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import type { Locale } from '@/lib/languages/locale'
import type { Money } from '@/lib/money'
import { interval, type PlanFields, planOf } from '@/lib/plans/plan'
import { trialStart } from '@/lib/plans/terms'

export type TileProduct = Money &
  PlanFields & {
    slug: string
    name: string
    summary: string
    artwork: string
    artworkFileId: string | null
  }

/** A product in a grid; the whole tile links to its page. */
function ProductTile({ locale, product }: { locale: Locale; product: TileProduct }) {
  const { t, path } = locale
  const plan = planOf(product, product.currency)
  const trial = plan && trialStart(locale, plan)
  const price = () => (
    <>
      <Price locale={locale} money={product} /> {interval(t, product)}
    </>
  )
  return (
    <article className="group relative">
      <div className="sheet p-3 max-sm:[--corner:1.25rem] sm:p-8">
        <Artwork
          of={product}
          className="transition-transform duration-300 ease-out group-hover:-translate-y-1.5 motion-reduce:transition-none"
        />
      </div>
      <div className="mt-3 flex flex-wrap items-baseline justify-between gap-x-4 sm:mt-4">
        <h3 className="sm:text-lg">
          <PageLink
            href={path(`/products/${product.slug}`)}
            className="decoration-accent decoration-2 underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {product.name}
          </PageLink>
        </h3>
        <p>{trial ? t.rich('product.trialThen', { trial, price }) : price()}</p>
      </div>
      <p className="mt-0.5 text-muted max-sm:text-sm">{product.summary}</p>
    </article>
  )
}

// Every row is full: with an odd number of tiles the last takes a whole row of two; in rows of three, a remainder becomes
// rows of two.
function span(index: number, count: number, small: boolean): string {
  const narrow = count % 2 === 1 && index === count - 1 ? 'col-span-2' : ''
  if (small) return `${narrow} lg:col-span-1`
  const wide = count <= 2 ? count : [0, 4, 2][count % 3]
  return `${narrow} ${index < (wide ?? 0) ? 'lg:col-span-3' : 'lg:col-span-2'}`
}

/** Products as a grid of tiles; `small`: up to four in one row. */
export function ProductGrid({
  locale,
  products,
  small = false,
}: {
  locale: Locale
  products: TileProduct[]
  small?: boolean
}) {
  return (
    <ul
      className={`mt-8 grid grid-cols-2 gap-x-4 gap-y-8 sm:gap-x-8 sm:gap-y-12 ${small ? 'lg:grid-cols-4' : 'lg:grid-cols-6'}`}
    >
      {products.map((product, index) => (
        <li key={product.slug} className={span(index, products.length, small)}>
          <ProductTile locale={locale} product={product} />
        </li>
      ))}
    </ul>
  )
}
