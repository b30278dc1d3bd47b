import { brand } from '@/lib/brand/brand'
import { env } from '@/lib/env'

/**
 * A cookie of the shop: what it is called, and how it is set. Scripts don't see it, other sites' forms don't send it, and
 * where the shop has HTTPS no other host can have set it. On localhost every port sees it, hence a name of our own.
 */
export function ownCookie(name: string) {
  const secure = env().SHOP_URL.startsWith('https://')
  return {
    name: `${secure ? '__Host-' : ''}${brand.slug}.${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  }
}
