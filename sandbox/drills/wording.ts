import type { ApiType } from '../core/api-type'
import type { Parameter } from '../core/parameters'

/** How an order appears in the pingbacks of an API. Virtual currency knows no orders: there each is a user, who is credited once. */
export interface Wording {
  /** The parameter that names the order. */
  name: string
  /** The user, and what was bought. */
  parameters: (order: string, uid: string, type: number) => Parameter[]
}

export const wordings: Record<ApiType, Wording> = {
  'digital-goods': {
    name: 'goodsid',
    parameters: (order, uid) => [
      ['uid', uid],
      ['goodsid', order],
      ['slength', ''],
      ['speriod', ''],
    ],
  },
  'virtual-currency': {
    name: 'uid',
    parameters: (order, _uid, type) => [
      ['uid', order],
      ['currency', type === 2 ? '-100' : '100'],
    ],
  },
  cart: {
    name: 'goodsid[0]',
    parameters: (order, uid) => [
      ['uid', uid],
      ['goodsid[0]', order],
    ],
  },
}
