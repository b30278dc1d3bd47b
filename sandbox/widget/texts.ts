import type { Period } from '../core/state'
import type { Language } from '../pages/languages'
import { everyPeriod, lastingPeriod } from '../subscriptions/period-words'

/** Everything that a buyer reads on a payment page. */
export interface WidgetTexts {
  payFor: (name: string) => string
  cart: string
  total: string
  amountOf: (name: string) => string
  method: string
  methodIs: string
  noMethod: string
  buy: string
  fail: string
  close: string
  processing: string
  once: string
  trial: (lasting: Period, name: string, price: string, every: Period) => string
  renews: (every: Period) => string
  expires: (lasting: Period) => string
  receiptTo: (email: string) => string
  isLive: string
  isNotLive: string
  failed: string
  backToShop: string
  accepted: string
  notified: string
  reference: string
  receipt: string
  returnToShop: string
  canClose: string
  closedTitle: string
  closed: string
  startAgain: string
  methods: Record<string, string>
}

const english: WidgetTexts = {
  payFor: (name) => `Pay for ${name}`,
  cart: 'Your order',
  total: 'Total',
  amountOf: (name) => `How many ${name}`,
  method: 'Payment method',
  methodIs: 'Pay with',
  noMethod: 'No payment method is available for this call.',
  buy: 'Buy',
  fail: 'Fail',
  close: 'Close',
  processing: 'Processing the payment…',
  once: 'One-time payment. You will not be charged again.',
  trial: (lasting, name, price, every) =>
    `Trial for ${lastingPeriod(lasting)}, then ${name} for ${price} ${everyPeriod(every)} until you cancel.`,
  renews: (every) => `Charged ${everyPeriod(every)} until you cancel.`,
  expires: (lasting) => `Access for ${lastingPeriod(lasting)}. It does not renew.`,
  receiptTo: (email) => `Receipt to ${email}.`,
  isLive: 'The project is live.',
  isNotLive: 'The project is not live yet, so only the test method can be used.',
  failed: 'The payment failed and nothing was charged. Try again or choose another method.',
  backToShop: 'Back to the shop',
  accepted: 'Payment accepted',
  notified: 'Payment accepted. The shop has been notified.',
  reference: 'Reference',
  receipt: 'Receipt to',
  returnToShop: 'Return to shop',
  canClose: 'You can close this page and go back to the shop.',
  closedTitle: 'Payment closed',
  closed: 'You closed the payment. Nothing was charged.',
  startAgain: 'Start again',
  methods: {},
}

const german: WidgetTexts = {
  payFor: (name) => `${name} bezahlen`,
  cart: 'Ihre Bestellung',
  total: 'Summe',
  amountOf: (name) => `Wie viele ${name}`,
  method: 'Zahlungsart',
  methodIs: 'Bezahlen mit',
  noMethod: 'Für diesen Aufruf ist keine Zahlungsart verfügbar.',
  buy: 'Kaufen',
  fail: 'Fehlschlagen lassen',
  close: 'Schließen',
  processing: 'Die Zahlung wird verarbeitet …',
  once: 'Eine Zahlung. Es wird nichts weiter abgebucht.',
  trial: (lasting, name, price, every) =>
    `Probezeit: ${lastingPeriod(lasting, 'de')}. Danach ${name} für ${price} ${everyPeriod(every, 'de')}, bis Sie kündigen.`,
  renews: (every) => `Wird ${everyPeriod(every, 'de')} abgebucht, bis Sie kündigen.`,
  expires: (lasting) => `Zugang für ${lastingPeriod(lasting, 'de')}. Er verlängert sich nicht.`,
  receiptTo: (email) => `Beleg an ${email}.`,
  isLive: 'Das Projekt ist live.',
  isNotLive: 'Das Projekt ist noch nicht live. Nur die Test-Zahlungsart ist verfügbar.',
  failed:
    'Die Zahlung ist fehlgeschlagen, es wurde nichts abgebucht. Versuchen Sie es noch einmal oder wählen Sie eine andere Zahlungsart.',
  backToShop: 'Zurück zum Shop',
  accepted: 'Zahlung angenommen',
  notified: 'Zahlung angenommen. Der Shop wurde benachrichtigt.',
  reference: 'Referenz',
  receipt: 'Beleg an',
  returnToShop: 'Zurück zum Shop',
  canClose: 'Sie können diese Seite schließen und zum Shop zurückkehren.',
  closedTitle: 'Zahlung geschlossen',
  closed: 'Sie haben die Zahlung geschlossen. Es wurde nichts abgebucht.',
  startAgain: 'Noch einmal beginnen',
  methods: { test: 'Test-Zahlungsart', cc: 'Kreditkarte', mobilegateway: 'Zahlung per Handy' },
}

const spanish: WidgetTexts = {
  payFor: (name) => `Pagar ${name}`,
  cart: 'Su pedido',
  total: 'Total',
  amountOf: (name) => `Cantidad de ${name}`,
  method: 'Método de pago',
  methodIs: 'Pagar con',
  noMethod: 'No hay ningún método de pago disponible para esta llamada.',
  buy: 'Comprar',
  fail: 'Hacer fallar el pago',
  close: 'Cerrar',
  processing: 'Procesando el pago…',
  once: 'Un solo pago. No se le cobrará nada más.',
  trial: (lasting, name, price, every) =>
    `Prueba de ${lastingPeriod(lasting, 'es')}; después, ${name} por ${price} ${everyPeriod(every, 'es')} hasta que cancele.`,
  renews: (every) => `Se cobra ${everyPeriod(every, 'es')} hasta que cancele.`,
  expires: (lasting) => `Acceso durante ${lastingPeriod(lasting, 'es')}. No se renueva.`,
  receiptTo: (email) => `Recibo a ${email}.`,
  isLive: 'El proyecto está en producción.',
  isNotLive: 'El proyecto aún no está en producción: solo se puede usar el método de prueba.',
  failed: 'El pago ha fallado y no se le ha cobrado nada. Inténtelo de nuevo o elija otro método.',
  backToShop: 'Volver a la tienda',
  accepted: 'Pago aceptado',
  notified: 'Pago aceptado. La tienda ha sido informada.',
  reference: 'Referencia',
  receipt: 'Recibo a',
  returnToShop: 'Volver a la tienda',
  canClose: 'Puede cerrar esta página y volver a la tienda.',
  closedTitle: 'Pago cerrado',
  closed: 'Ha cerrado el pago. No se le ha cobrado nada.',
  startAgain: 'Empezar de nuevo',
  methods: { test: 'Método de pago de prueba', cc: 'Tarjeta de crédito', mobilegateway: 'Pago por móvil' },
}

export const widgetTexts: Record<Language, WidgetTexts> = { en: english, de: german, es: spanish }
