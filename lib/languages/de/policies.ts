import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const policies: Translated<typeof en.policies> = {
  terms: {
    title: 'Allgemeine Geschäftsbedingungen',
    summary: 'Was zwischen Ihnen und uns gilt, wenn Sie hier kaufen.',
  },
  privacy: {
    title: 'Datenschutzerklärung',
    summary: 'Welche Daten wir über Sie speichern, wozu und wie lange.',
  },
  refunds: {
    title: 'Widerruf, Erstattung und Kündigung',
    summary: 'Wie Sie Ihr Geld zurückbekommen und eine Mitgliedschaft beenden.',
  },
  of: '{policy} von {shop}.',
  validFrom: 'Gültig ab <day>{date}</day>',
  contents: 'Inhalt',
  earlier: {
    title: 'Dies ist eine frühere Fassung',
    lead: 'Sie gilt für die Bestellungen, bei denen ihr zugestimmt wurde. Für neue Bestellungen gilt die <link>aktuelle Fassung</link>.',
    untranslated:
      'Diese Fassung wurde nur auf Englisch veröffentlicht. Sie lesen daher den englischen Wortlaut.',
    all: 'Frühere Fassungen',
  },
}
