import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const cart: Translated<typeof en.cart> = {
  title: 'Ihr Warenkorb',
  items: '{count, plural, one {Artikel} other {Artikel}}',
  empty: {
    title: 'Ihr Warenkorb ist leer',
    lead: 'Was Sie hineinlegen, bleibt gespeichert, auch wenn Sie erst morgen wiederkommen.',
  },
  added: '{product} liegt in Ihrem Warenkorb.',
  removed: 'Aus dem Warenkorb entfernt.',
  remove: 'Entfernen<hidden>: {product}</hidden>',
  unpriced:
    'Nicht in {currency} erhältlich; nicht Teil der Bestellung. Um das Produkt zu kaufen, wählen Sie unten auf dieser Seite eine andere Währung.',
  soldOut: 'Ausverkauft; nicht Teil der Bestellung',
  unavailable: 'Nicht mehr erhältlich; nicht Teil der Bestellung',
  total: 'Gesamtpreis',
  tax: 'Inkl. MwSt.',
  notYet: 'Bezahlt wird erst, wenn Sie auf der nächsten Seite bestätigen.',
  checkOut: 'Zur Kasse',
  continue: 'Weiter einkaufen',
  problems: {
    empty: 'Es gibt nichts zu bestellen. Legen Sie zuerst etwas in den Warenkorb.',
    unavailable: 'Dieses Produkt ist nicht mehr erhältlich. Alles andere können Sie weiterhin bestellen.',
    'sold-out': 'Dieses Produkt ist zurzeit ausverkauft. Alles andere können Sie weiterhin bestellen.',
    membership: 'Eine Mitgliedschaft kann nur einzeln gekauft werden, auf ihrer Produktseite.',
    many: 'Sie haben zu viele unbezahlte Bestellungen. Bezahlen Sie eine davon unter „Bestellungen“ in Ihrem Konto, oder warten Sie eine Stunde.',
    'no-price':
      'Dieses Produkt ist in der gewählten Währung nicht erhältlich. Wählen Sie unten eine andere Währung, oder bestellen Sie ohne dieses Produkt.',
    large: 'Diese Bestellung ist zu groß für eine einzige Zahlung. Bestellen Sie die Produkte einzeln.',
  },
}
