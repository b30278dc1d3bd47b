import next from 'next/package.json'
import shop from '@/package.json'

/** The versions that this process was built with. */
export const versions = { shop: shop.version, next: next.version } as const
