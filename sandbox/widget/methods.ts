import type { Settings } from '../core/settings'
import { type PaymentSystem, paymentSystems, recurringSystems, testPaymentMethod } from '../payment-systems'
import type { WidgetCall } from './call'

export interface OfferedMethod {
  system: PaymentSystem
  isUsable: boolean
}

/** The methods that a widget page shows: those that `ps` allows; before the project is live only the test method can be used. */
export function offeredMethods(call: WidgetCall, settings: Settings): OfferedMethod[] {
  const hasTest = !settings.isLive || call.isTestMode
  return paymentSystems
    .filter(({ id }) => call.paymentSystem === 'all' || call.paymentSystem === id)
    .filter(({ id }) => id !== testPaymentMethod.id || hasTest)
    .filter(({ id }) => !call.recurring || recurringSystems.has(id))
    .map((system) => ({ system, isUsable: settings.isLive || system === testPaymentMethod }))
}
