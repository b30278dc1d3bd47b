import type { MetadataRoute } from 'next'
import { productsForSale } from '@/lib/catalog/data'
import { env } from '@/lib/env'
import { policies } from '@/lib/policies/policies'

export const dynamic = 'force-dynamic'

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const products = await productsForSale()
  const paths = [
    '/',
    ...products.map((product) => `/products/${product.slug}`),
    ...policies.map((policy) => policy.path),
    '/contact',
  ]
  return paths.map((path) => ({ url: new URL(path, env().SHOP_URL).href }))
}
