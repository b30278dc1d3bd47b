import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const receipt: Translated<typeof en.receipt> = {
  title: 'Beleg',
  above: 'Bestellung <number>{order}</number>',
  print: 'Drucken Sie diese Seite, oder speichern Sie sie als PDF. <order>Zurück zur Bestellung</order>',
  seller: 'Verkäufer',
  buyer: 'Käufer',
  items: 'Artikel',
  payment: 'Zahlung {reference}',
  paidOn: 'Bezahlt am',
  method: 'Zahlungsart',
  reference: 'Zahlungsreferenz',
  paid: 'Bezahlt',
  vat: 'Enthaltene MwSt. ({percent, number}\u00a0%)',
  refunded: 'Erstattet',
}
