import { brand } from '@/lib/brand/brand'
import { company } from '@/lib/brand/company'
import { artworkPath } from '@/lib/catalog/artwork'
import { env } from '@/lib/env'
import type { Product } from '@/lib/generated/prisma/client'
import type { Locale } from '@/lib/languages/locale'
import { type Money, toDecimal } from '@/lib/money'

/** Facts for search engines, in the words of schema.org. */
export type StructuredData = Record<string, unknown>

const absolute = (path: string) => new URL(path, env().SHOP_URL).href

const durations = { day: 'D', week: 'W', month: 'M', year: 'Y' } as const

type Sold = Pick<
  Product,
  | 'id'
  | 'slug'
  | 'kind'
  | 'name'
  | 'summary'
  | 'artwork'
  | 'artworkFileId'
  | 'active'
  | 'periodLength'
  | 'periodUnit'
>

/**
 * A product, as its page in a language tells it, with an offer for each of its prices.
 *
 * @param prices one for each currency in which it is sold
 * @param pictures the paths of those that it has beside its artwork
 */
export function productData(
  { t, tag, path }: Locale,
  product: Sold,
  { prices, pictures, soldOut }: { prices: readonly Money[]; pictures: readonly string[]; soldOut: boolean },
): StructuredData {
  const { id, slug, kind, name, summary, active, periodLength, periodUnit } = product
  const url = absolute(path(`/products/${slug}`))
  const availability = !active ? 'Discontinued' : soldOut ? 'OutOfStock' : 'InStock'
  const offers = prices.map((money) => {
    const price = { price: toDecimal(money), priceCurrency: money.currency }
    const billing = periodLength !== null && periodUnit !== null && `P${periodLength}${durations[periodUnit]}`
    return {
      '@type': 'Offer',
      url,
      ...price,
      ...(billing && {
        priceSpecification: { '@type': 'UnitPriceSpecification', ...price, billingDuration: billing },
      }),
      availability: `https://schema.org/${availability}`,
      seller: { '@type': 'Organization', name: company().name },
    }
  })
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name,
    description: summary,
    url,
    mainEntityOfPage: { '@type': 'WebPage', '@id': url, inLanguage: tag },
    image: [artworkPath(product), ...pictures].map(absolute),
    sku: id,
    category: t(`brand.kinds.${kind}.label`),
    brand: { '@type': 'Brand', name: brand.name },
    offers,
  }
}

/** The shop itself, in a language: who runs it, and how it is searched. */
export function shopData({ t, tag, path }: Locale): StructuredData {
  const { name, email, phone } = company()
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: brand.name,
    description: t('brand.description'),
    inLanguage: tag,
    url: absolute(path('/')),
    publisher: {
      '@type': 'Organization',
      name,
      email,
      ...(phone && { telephone: phone }),
      logo: absolute(brand.mark),
    },
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${absolute(path('/products'))}?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  }
}

/** Data as the text of a script element, which nothing in it can end. */
export function dataText(data: StructuredData): string {
  return JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
