import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const home: Translated<typeof en.home> = {
  start: 'Zum Einstieg: {product}',
  pay: {
    title: 'Aussuchen und bezahlen',
    text: 'Mit Karte oder jeder anderen Zahlungsart, die Paymentwall in Ihrem Land anbietet.',
  },
  empty: {
    inCurrency: 'Zurzeit ist nichts in {currency} erhältlich. Wählen Sie eine andere Währung:',
    inAll: 'Zurzeit ist nichts erhältlich. <contact>Schreiben Sie uns</contact>, wenn Sie etwas suchen.',
  },
}
