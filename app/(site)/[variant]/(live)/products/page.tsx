import type { Metadata } from 'next'
import { cache, type ReactNode } from 'react'
import { Button } from '@/app/_components/button'
import { Choice } from '@/app/_components/choice'
import { Field } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { ProductGrid } from '@/app/_components/product-grid'
import { withDatabase } from '@/app/_components/with-database'
import { productsSoldIn } from '@/lib/catalog/data'
import { isDatabaseAway } from '@/lib/database-pool'
import { chosenCurrency } from '@/lib/hints/currency'
import type { Locale, Translate } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'
import type { Query } from '@/lib/list-filter'
import { toDecimal } from '@/lib/money'
import { listNear, listProducts, type ProductList, type Shown } from '@/lib/product-search/data'
import { mostCharacters, type ProductQuery, readProductQuery, sorts } from '@/lib/product-search/schema'
import { foundMetadata, unlisted } from '@/lib/storefront/found'

const path = '/products'

type Props = { searchParams: Promise<Query> }

async function readQuery({ searchParams }: Props) {
  const [given, currency] = await Promise.all([searchParams, chosenCurrency()])
  return { ...readProductQuery(given, currency), currency }
}

const isNarrowed = ({ text, kind, least, most, sort }: ProductQuery) =>
  text !== '' || kind !== undefined || least !== undefined || most !== undefined || sort !== 'best'

/** Asked once in a request, for the metadata and by the page: what it is asked by is told apart by value. */
const listByValues = cache(
  (
    currency: Shown['currency'],
    language: Shown['language'],
    text: string,
    kind: ProductQuery['kind'],
    least: number | undefined,
    most: number | undefined,
    sort: ProductQuery['sort'],
    page: number,
  ) => listProducts({ text, kind, least, most, sort, page }, { currency, language }),
)

function listShown({ text, kind, least, most, sort, page }: ProductQuery, { currency, language }: Shown) {
  return listByValues(currency, language, text, kind, least, most, sort, page)
}

/** Which page of a list is shown for a query: after the last one that is the last. */
async function pageShown(query: ProductQuery, shown: Shown): Promise<number> {
  if (query.page === 1) return 1
  try {
    return (await listShown(query, shown)).page
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return query.page
  }
}

/** There are as many searches as texts: search engines keep the whole list alone, and follow the links of others. */
export async function generateMetadata(props: Props): Promise<Metadata> {
  const [locale, { query, currency }] = await Promise.all([pageLocale(), readQuery(props)])
  const { t } = locale
  const { text } = query
  const page = await pageShown(query, { currency, language: locale.language })
  const found = foundMetadata(locale, {
    path: page > 1 && !isNarrowed(query) ? `${path}?page=${page}` : path,
    title: text === '' ? t('catalogue.title', { page }) : t('catalogue.titleOfSearch', { text, page }),
    description: t('brand.catalogue'),
  })
  return { ...found, ...(isNarrowed(query) ? unlisted : { robots: { index: true, follow: true } }) }
}

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

/** A plain decimal as a reader of a language types it. */
function typedIn({ tag }: Locale, decimal: string | undefined): string | undefined {
  const sign = (1.5).toLocaleString(tag).replace(/\d/g, '')
  return decimal?.replace('.', sign)
}

function SearchForm({ locale, query, currency }: { locale: Locale; query: ProductQuery; currency: string }) {
  const { t } = locale
  const { q, kind, min, max, sort } = parametersOf(query, currency)
  return (
    <search>
      <form action={locale.path(path)} className="sheet grid grid-cols-2 gap-4 p-6 sm:p-8 lg:grid-cols-12">
        <Field
          className="col-span-2 lg:col-span-12"
          name="q"
          type="search"
          label={t('catalogue.form.text')}
          dir="auto"
          maxLength={200}
          autoComplete="off"
          enterKeyHint="search"
          defaultValue={q}
        />
        <Choice
          className="col-span-2 lg:col-span-3"
          name="kind"
          label={t('catalogue.form.kind')}
          choices={[
            ['', t('catalogue.form.allKinds')],
            ...Object.entries(locale.words.brand.kinds).map(
              ([each, { label }]) => [each.toLowerCase(), label] as const,
            ),
          ]}
          defaultValue={kind ?? ''}
        />
        <Field
          className="lg:col-span-2"
          name="min"
          label={t('catalogue.form.least', { currency })}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={typedIn(locale, min)}
        />
        <Field
          className="lg:col-span-2"
          name="max"
          label={t('catalogue.form.most', { currency })}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={typedIn(locale, max)}
        />
        <Choice
          className="col-span-2 lg:col-span-3"
          name="sort"
          label={t('catalogue.form.sort')}
          choices={sorts.map((each) => [each, t(`catalogue.sorts.${each}`)] as const)}
          defaultValue={sort ?? 'best'}
        />
        <Button type="submit" className="col-span-2 self-end max-lg:mt-1">
          {t('catalogue.form.search')}
        </Button>
      </form>
    </search>
  )
}

/** The tag `typed` of a message: what a buyer typed, in its own direction. */
const typed = (text: ReactNode) => <bdi>{text}</bdi>

function countWords(t: Translate, { total: count, isMore }: ProductList): string {
  return isMore ? t('catalogue.moreThan', { count }) : t('catalogue.count', { count })
}

function Pages({
  locale,
  list,
  query,
  currency,
}: {
  locale: Locale
  list: ProductList
  query: ProductQuery
  currency: string
}) {
  const { t } = locale
  const { page, pages, isMore } = list
  if (pages === 1) return null
  const link = (to: number, rel: 'prev' | 'next', title: ReactNode) => (
    <PageLink
      rel={rel}
      href={locale.path(path)}
      query={{ ...parametersOf(query, currency), page: to === 1 ? undefined : String(to) }}
      className="link inline-flex min-h-11 items-center"
    >
      {title}
    </PageLink>
  )
  return (
    <nav
      aria-label={t('catalogue.pages.title')}
      className="mt-12 flex flex-wrap items-center justify-center gap-x-8 gap-y-2"
    >
      {page > 1 && link(page - 1, 'prev', t('catalogue.pages.previous'))}
      <span>{t('catalogue.pages.at', { page, pages })}</span>
      {page < pages && link(page + 1, 'next', t('catalogue.pages.next'))}
      {isMore && page === pages && (
        <p className="w-full text-center text-muted">{t('catalogue.pages.more')}</p>
      )}
    </nav>
  )
}

/** What to do about a search that finds nothing: what it may have meant, and where to go on. */
async function NothingFound({
  locale,
  query,
  currency,
}: {
  locale: Locale
  query: ProductQuery
  currency: string
}) {
  const { t } = locale
  const { text, kind, least, most } = query
  const shown = { currency, language: locale.language }
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
          {t.rich('catalogue.nothing.filtered', { text, typed })}{' '}
          <PageLink href={locale.path(path)} query={{ q: text }} className="link">
            {t('catalogue.nothing.unfiltered', { products: countWords(t, wider) })}
          </PageLink>
        </p>
      ) : text === '' ? (
        <p>{t('catalogue.nothing.inFilters')}</p>
      ) : (
        <p>{t.rich('catalogue.nothing.found', { text, typed })}</p>
      )}
      <PageLink href={locale.path(path)} className="link mt-2 inline-flex min-h-11 items-center">
        {t('catalogue.all')}
      </PageLink>
      {others.length > 0 && (
        <section aria-labelledby="others" className="mt-8">
          <h2 id="others" className="text-heading">
            {isNear ? t('catalogue.nothing.near') : t('catalogue.nothing.others')}
          </h2>
          <ProductGrid locale={locale} products={others} small />
        </section>
      )}
    </>
  )
}

async function ProductsPage(props: Props) {
  const [locale, { query, notes, currency }] = await Promise.all([pageLocale(), readQuery(props)])
  const { t } = locale
  const list = await listShown(query, { currency, language: locale.language })
  const { text } = query
  return (
    <>
      <PageHeading
        title={text === '' ? t('catalogue.title', { page: 1 }) : t.rich('catalogue.results', { text, typed })}
      />
      <div className="mt-8">
        {/* What was typed for another search does not stay in its fields. */}
        <SearchForm key={JSON.stringify(query)} locale={locale} query={query} currency={currency} />
      </div>
      {notes.length > 0 && (
        <Notice className="mt-6">
          {notes.map((note) => (
            <p key={note}>{t(`catalogue.notes.${note}`, { most: mostCharacters })}</p>
          ))}
        </Notice>
      )}
      <div className="mt-10">
        {list.products.length > 0 ? (
          <section aria-labelledby="found">
            <div className="flex flex-wrap items-baseline justify-between gap-x-6">
              <h2 id="found" className="text-heading">
                {countWords(t, list)}
              </h2>
              {isNarrowed(query) && (
                <PageLink href={locale.path(path)} className="link inline-flex min-h-11 items-center">
                  {t('catalogue.all')}
                </PageLink>
              )}
            </div>
            <ProductGrid locale={locale} products={list.products} small />
            <Pages locale={locale} list={list} query={query} currency={currency} />
          </section>
        ) : (
          <NothingFound locale={locale} query={query} currency={currency} />
        )}
      </div>
    </>
  )
}

export default withDatabase(ProductsPage)
