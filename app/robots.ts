import type { MetadataRoute } from 'next'
import { env } from '@/lib/env'

export const dynamic = 'force-dynamic'

export default function robots(): MetadataRoute.Robots {
  const { PAYMENTWALL_MODE, SHOP_URL } = env()
  // A shop that takes no real money should not be indexed.
  if (PAYMENTWALL_MODE !== 'live') return { rules: { userAgent: '*', disallow: '/' } }
  return {
    rules: {
      userAgent: '*',
      // Searches are without number, and what they find is listed elsewhere.
      disallow: ['/account', '/admin', '/api/', '/cart', '/checkout/', '/orders/', '/products?*q='],
    },
    sitemap: `${SHOP_URL}/sitemap.xml`,
  }
}
