import type { MetadataRoute } from 'next'
import { productsForSale } from '@/lib/catalog/data'
import { env } from '@/lib/env'
import { addressIn, languages } from '@/lib/languages/languages.mjs'
import { policies } from '@/lib/policies/policies'
import { addressesOf } from '@/lib/storefront/found'

export const dynamic = 'force-dynamic'

/** No sitemap may have more. */
const mostAddresses = 50_000

interface Page {
  path: string
  lastModified?: Date
}

/** Every page in every language, each with its addresses in all of them. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const fixed: Page[] = ['/', '/products', ...policies.map(({ path }) => path), '/contact'].map((path) => ({
    path,
  }))
  const products: Page[] = (await productsForSale()).map(({ slug, updatedAt }) => ({
    path: `/products/${slug}`,
    lastModified: updatedAt,
  }))
  const at = (address: string) => new URL(address, env().SHOP_URL).href
  return [...fixed, ...products]
    .slice(0, Math.floor(mostAddresses / languages.length))
    .flatMap(({ path, ...told }) => {
      const addresses = Object.entries(addressesOf(path)).map(([name, address]) => [name, at(address)])
      const alternates = { languages: Object.fromEntries(addresses) }
      return languages.map(({ name }) => ({ url: at(addressIn(name, path)), ...told, alternates }))
    })
}
