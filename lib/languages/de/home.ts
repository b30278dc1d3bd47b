import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const home: Translated<typeof en.home> = {
  start: 'Für den Anfang: {product}',
  pay: {
    title: 'Aussuchen und bezahlen',
    text: 'Mit Karte oder jeder Zahlungsart, die Paymentwall in Ihrem Land anbietet.',
  },
  empty: {
    inCurrency: 'Zurzeit ist nichts in {currency} erhältlich. Wählen Sie eine andere Währung:',
    inAll: 'Zurzeit ist nichts erhältlich. <contact>Schreiben Sie uns</contact>, wenn Sie etwas suchen.',
  },
}
