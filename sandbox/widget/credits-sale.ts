import { lastValue, type Parameter } from '../core/parameters'
import type { Settings } from '../core/settings'
import { signVersionOf } from './call-signature'

/** Virtual Currency: the price points of the project, of which the buyer chooses one. */
export interface CreditsSale {
  kind: 'virtual-currency'
  /** What the virtual currency is called. */
  name: string
  currency: string
  pricePoints: PricePoint[]
}

export interface PricePoint {
  amount: string
  credits: number
}

export function readCredits(parameters: readonly Parameter[], settings: Settings): CreditsSale {
  return {
    kind: 'virtual-currency',
    name: lastValue(parameters, 'vc') || settings.currencyName,
    currency: settings.priceCurrency,
    pricePoints: settings.pricePoints.split(',').map((text) => {
      const amount = text.trim()
      return { amount, credits: Math.round(Number(amount) * settings.currencyRate) }
    }),
  }
}

const isPromo = ([name]: Parameter) => name === 'promo' || name.startsWith('promo[')

export function creditsFaults(parameters: readonly Parameter[]): string[] {
  return parameters.some(isPromo) && signVersionOf(parameters) !== '3' ? ['promo needs sign_version 3.'] : []
}

/** What the emulator takes without doing anything about it. */
export function creditsHints(parameters: readonly Parameter[]): string[] {
  return parameters.some(isPromo) ? ['promo changes no price here.'] : []
}
