import type { Settings } from '../core/settings'
import type { Language } from '../pages/languages'
import {
  isOfferedIn,
  type PaymentSystem,
  paymentSystems,
  recurringSystems,
  testPaymentMethod,
} from '../payment-systems'
import type { WidgetCall } from './call'
import { widgetTexts } from './texts'

export interface OfferedMethod {
  system: PaymentSystem
  isUsable: boolean
}

/**
 * The methods that a widget page shows: those of the buyer's country that `ps` allows. Before the project is live only the test
 * method can be used.
 */
export function offeredMethods(call: WidgetCall, settings: Settings): OfferedMethod[] {
  const hasTest = !settings.isLive || call.isTestMode
  const recurs = call.sale.kind === 'digital-goods' && call.sale.recurring
  return paymentSystems
    .filter(({ id }) => call.paymentSystem === 'all' || call.paymentSystem === id)
    .filter((system) => isOfferedIn(system, call.country))
    .filter(({ id }) => id !== testPaymentMethod.id || hasTest)
    .filter(({ id }) => !recurs || recurringSystems.has(id))
    .map((system) => ({ system, isUsable: settings.isLive || system === testPaymentMethod }))
}

export function methodName({ id, name }: PaymentSystem, language: Language): string {
  return widgetTexts[language].methods[id] ?? name
}
