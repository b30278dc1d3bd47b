import next from 'next/package.json'
import shop from '@/package.json'

/** The versions that this process was built with; the commit is written into a build (next.config.js). */
export const versions = {
  shop: shop.version,
  next: next.version,
  commit: process.env.SHOP_COMMIT || 'unknown',
} as const
