import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const product: Translated<typeof en.product> = {
  buy: 'Jetzt kaufen',
  addToCart: 'In den Warenkorb',
  adding: 'Wird hinzugefügt …',
  afterTrial: 'danach <price></price>',
  trialThen: '{trial}, danach <price></price>',
  contains: 'Das bekommen Sie',
  delivery: 'Lieferung',
  refunds: 'Erstattung',
  description: 'Beschreibung',
  none: 'Dieses Produkt gibt es nicht.',
  others: 'Das könnte Ihnen auch gefallen',
  pictures: {
    title: 'Bilder',
    of: 'Bilder zu {product}',
    at: 'Bild {at, number} von {count, number}',
    shows: '{product}: {shown}',
    unnamed: '{product}, Bild {at, number} von {count, number}',
  },
  inLibrary: {
    title: 'In Ihrer Bibliothek',
    download: 'Zum Download',
    licence: 'Lizenzschlüssel ansehen',
  },
  unavailable: {
    title: 'Zurzeit nicht erhältlich',
    lead: 'Wenn Sie es früher gekauft haben, gehört es Ihnen weiterhin.',
  },
  soldOut: {
    title: 'Ausverkauft',
    lead: 'Zurzeit nicht erhältlich. Schauen Sie in ein paar Tagen wieder vorbei.',
  },
  unpriced: {
    title: 'Nicht in {currency} erhältlich',
    lead: 'Wählen Sie eine andere Währung, um den Preis zu sehen:',
  },
  owned: {
    title: 'Das gehört Ihnen schon',
    name: '„{product}“',
    lead: '{names} {count, plural, one {liegt} other {liegen}} in <library>Ihrer Bibliothek</library> und {count, plural, one {lässt} other {lassen}} sich beliebig oft nutzen.',
    licence: 'Zu einer weiteren Lizenz gehört ein eigener Schlüssel.',
    again: 'Sie müssen es nicht noch einmal kaufen.',
  },
  member: {
    title: 'Sie sind bereits Mitglied',
    underReview: 'Möglicherweise werden Sie durch eine andere Bestellung schon Mitglied',
    cancel: 'Zuerst kündigen',
    ordered:
      'Sie haben „{product}“ bestellt. Die Zahlung wird noch geprüft. Sobald sie freigegeben ist, beginnt die Mitgliedschaft.',
    order: 'Bestellung ansehen',
    second: 'Für eine zweite Mitgliedschaft wird in jedem Zeitraum gesondert abgebucht.',
  },
}
