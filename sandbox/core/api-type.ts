import type { Parameter } from './parameters'

/** What the provider calls "Your API" in a project's settings: it decides how payment pages are called and what pingbacks carry. */
export const apiTypes = ['digital-goods', 'virtual-currency', 'cart'] as const
export type ApiType = (typeof apiTypes)[number]

export const apiTypeNames: Record<ApiType, string> = {
  'digital-goods': 'Digital Goods',
  'virtual-currency': 'Virtual Currency',
  cart: 'Cart',
}

/** The API that a pingback belongs to, by what it carries. */
export function apiTypeOf(parameters: readonly Parameter[]): ApiType {
  const bears = (isMeant: (name: string) => boolean) => parameters.some(([name]) => isMeant(name))
  if (bears((name) => name.startsWith('goodsid['))) return 'cart'
  return bears((name) => name === 'currency') && !bears((name) => name === 'goodsid')
    ? 'virtual-currency'
    : 'digital-goods'
}
