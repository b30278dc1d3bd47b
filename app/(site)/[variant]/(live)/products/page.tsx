import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Button } from '@/app/_components/button'
import { Choice } from '@/app/_components/choice'
import { Field } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ProductGrid } from '@/app/_components/product-grid'
import { withDatabase } from '@/app/_components/with-database'
import { productsSoldIn } from '@/lib/catalog/data'
import { kinds } from '@/lib/catalog/kinds'
import { chosenCurrency } from '@/lib/hints/currency'
import { pageLocale } from '@/lib/languages/page-locale'
import type { Query } from '@/lib/list-filter'
import { toDecimal } from '@/lib/money'
import { listNear, listProducts, type ProductList, type Shown } from '@/lib/product-search/data'
import { type ProductQuery, readProductQuery, type Sort } from '@/lib/product-search/schema'
import { foundMetadata, unlisted } from '@/lib/storefront/found'

const path = '/products'

type Props = { searchParams: Promise<Query> }

async function readQuery({ searchParams }: Props) {
  const [given, currency] = await Promise.all([searchParams, chosenCurrency()])
  return { ...readProductQuery(given, currency), currency }
}

const isNarrowed = ({ text, kind, least, most, sort }: ProductQuery) =>
  text !== '' || kind !== undefined || least !== undefined || most !== undefined || sort !== 'best'

/** There are as many searches as texts: search engines keep the whole list alone, and follow the links of others. */
export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { query } = readProductQuery(await searchParams, 'USD')
  const { text, page } = query
  const ending = page > 1 ? `, page ${page}` : ''
  const found = foundMetadata({
    path: page > 1 && !isNarrowed(query) ? `${path}?page=${page}` : path,
    title: text === '' ? `All products${ending}` : `Search results for “${text}”${ending}`,
    description: 'Every paper model, licence and membership in the shop, by kind and price.',
  })
  return { ...found, ...(isNarrowed(query) ? unlisted : { robots: { index: true, follow: true } }) }
}

const kindChoices = Object.entries(kinds).map(([kind, { label }]) => [kind.toLowerCase(), label] as const)

const sortChoices: [Sort, string][] = [
  ['best', 'Best match'],
  ['price-low', 'Price: low to high'],
  ['price-high', 'Price: high to low'],
  ['new', 'Newest first'],
]

/** A query as the address has it. */
function parametersOf({ text, kind, least, most, sort }: ProductQuery, currency: string) {
  const decimal = (amount: number | undefined) =>
    amount === undefined ? undefined : toDecimal({ amount, currency })
  return {
    q: text || undefined,
    kind: kind?.toLowerCase(),
    min: decimal(least),
    max: decimal(most),
    sort: sort === 'best' ? undefined : sort,
  }
}

function SearchForm({ query, currency }: { query: ProductQuery; currency: string }) {
  const { q, kind, min, max, sort } = parametersOf(query, currency)
  return (
    <search>
      <form action={path} className="sheet grid grid-cols-2 gap-4 p-6 sm:p-8 lg:grid-cols-12">
        <Field
          className="col-span-2 lg:col-span-12"
          name="q"
          type="search"
          label="Search for"
          dir="auto"
          maxLength={200}
          autoComplete="off"
          enterKeyHint="search"
          defaultValue={q}
        />
        <Choice
          className="col-span-2 lg:col-span-3"
          name="kind"
          label="Kind"
          choices={[['', 'All kinds'], ...kindChoices]}
          defaultValue={kind ?? ''}
        />
        <Field
          className="lg:col-span-2"
          name="min"
          label={`From (${currency})`}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={min}
        />
        <Field
          className="lg:col-span-2"
          name="max"
          label={`Up to (${currency})`}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={max}
        />
        <Choice
          className="col-span-2 lg:col-span-3"
          name="sort"
          label="Sort by"
          choices={sortChoices}
          defaultValue={sort ?? 'best'}
        />
        <Button type="submit" className="col-span-2 self-end max-lg:mt-1">
          Search
        </Button>
      </form>
    </search>
  )
}

/** What a buyer typed, in its own direction. */
function Typed({ text }: { text: string }) {
  return (
    <>
      “<bdi>{text}</bdi>”
    </>
  )
}

function countWords({ total, isMore }: ProductList): string {
  if (total === 1) return '1 product'
  return `${isMore ? 'More than ' : ''}${total.toLocaleString('en')} products`
}

function Pages({ list, query, currency }: { list: ProductList; query: ProductQuery; currency: string }) {
  const { page, pages, isMore } = list
  if (pages === 1) return null
  const link = (to: number, rel: 'prev' | 'next', title: ReactNode) => (
    <PageLink
      rel={rel}
      href={path}
      query={{ ...parametersOf(query, currency), page: to === 1 ? undefined : String(to) }}
      className="link inline-flex min-h-11 items-center"
    >
      {title}
    </PageLink>
  )
  return (
    <nav aria-label="Pages" className="mt-12 flex flex-wrap items-center justify-center gap-x-8 gap-y-2">
      {page > 1 && link(page - 1, 'prev', 'Previous')}
      <span>
        Page {page} of {pages}
      </span>
      {page < pages && link(page + 1, 'next', 'Next')}
      {isMore && page === pages && (
        <p className="w-full text-center text-muted">
          There are more. Search for a word or narrow the price range to see them.
        </p>
      )}
    </nav>
  )
}

/** What to do about a search that finds nothing: what it may have meant, and where to go on. */
async function NothingFound({ query, shown }: { query: ProductQuery; shown: Shown }) {
  const { text, kind, least, most } = query
  const isFiltered = kind !== undefined || least !== undefined || most !== undefined
  const unfiltered = { ...query, kind: undefined, least: undefined, most: undefined, page: 1 }
  const [wider, near] = await Promise.all([
    isFiltered ? listProducts(unfiltered, shown) : undefined,
    listNear(text, shown),
  ])
  const isWider = text !== '' && wider !== undefined && wider.total > 0
  const isNear = !isWider && near.length > 0
  const others = isNear ? near : (await productsSoldIn(shown.currency, shown.language)).slice(0, 4)
  return (
    <>
      {isWider ? (
        <p>
          No products match <Typed text={text} /> with these filters.{' '}
          <PageLink href={path} query={{ q: text }} className="link">
            Search without filters ({countWords(wider)})
          </PageLink>
        </p>
      ) : text === '' ? (
        <p>No products match these filters.</p>
      ) : (
        <p>
          No results for <Typed text={text} />. Check the spelling or use fewer words.
        </p>
      )}
      <PageLink href={path} className="link mt-2 inline-flex min-h-11 items-center">
        Show all products
      </PageLink>
      {others.length > 0 && (
        <section aria-labelledby="others" className="mt-8">
          <h2 id="others" className="text-heading">
            {isNear ? 'Did you mean?' : 'Also in the shop'}
          </h2>
          <ProductGrid products={others} small />
        </section>
      )}
    </>
  )
}

async function ProductsPage(props: Props) {
  const { query, notes, currency } = await readQuery(props)
  const { language } = await pageLocale()
  const shown = { currency, language }
  const list = await listProducts(query, shown)
  const { text } = query
  return (
    <>
      <PageHeading
        title={
          text === '' ? (
            'All products'
          ) : (
            <>
              Search results for <Typed text={text} />
            </>
          )
        }
      />
      <div className="mt-8">
        {/* What was typed for another search does not stay in its fields. */}
        <SearchForm key={JSON.stringify(query)} query={query} currency={currency} />
      </div>
      {notes.length > 0 && (
        <Notice className="mt-6">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </Notice>
      )}
      <div className="mt-10">
        {list.products.length > 0 ? (
          <section aria-labelledby="found">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6">
              <h2 id="found" className="text-heading">
                {countWords(list)}
              </h2>
              {isNarrowed(query) && (
                <PageLink href={path} className="link inline-flex min-h-11 items-center">
                  Show all products
                </PageLink>
              )}
            </div>
            <ProductGrid products={list.products} small />
            <Pages list={list} query={query} currency={currency} />
          </section>
        ) : (
          <NothingFound query={query} shown={shown} />
        )}
      </div>
    </>
  )
}

export default withDatabase(ProductsPage)
