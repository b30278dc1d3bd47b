import type { MetadataRoute } from 'next'
import { productsForSale } from '@/lib/catalog/data'
import { env } from '@/lib/env'
import { policies } from '@/lib/policies/policies'

export const dynamic = 'force-dynamic'

/** No sitemap may have more. */
const mostAddresses = 50_000

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const paths = ['/', '/products', ...policies.map((policy) => policy.path), '/contact']
  const products = (await productsForSale()).slice(0, mostAddresses - paths.length)
  const at = (path: string) => new URL(path, env().SHOP_URL).href
  return [
    ...paths.map((path) => ({ url: at(path) })),
    ...products.map(({ slug, updatedAt }) => ({ url: at(`/products/${slug}`), lastModified: updatedAt })),
  ]
}
