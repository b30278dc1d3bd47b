import type { MetadataRoute } from 'next'
import { env } from '@/lib/env'
import { addressIn, languages } from '@/lib/languages/languages.mjs'

export const dynamic = 'force-dynamic'

/** What is private. Searches are without number, and what they find is listed elsewhere. */
const inEachLanguage = ['/account', '/cart', '/checkout/', '/orders/', '/products?*q=']

export default function robots(): MetadataRoute.Robots {
  const { PAYMENTWALL_MODE, SHOP_URL } = env()
  // A shop that takes no real money should not be indexed.
  if (PAYMENTWALL_MODE !== 'live') return { rules: { userAgent: '*', disallow: '/' } }
  return {
    rules: {
      userAgent: '*',
      disallow: [
        '/admin',
        '/api/',
        ...languages.flatMap(({ name }) => inEachLanguage.map((path) => addressIn(name, path))),
      ],
    },
    sitemap: `${SHOP_URL}/sitemap.xml`,
  }
}
