import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const library: Translated<typeof en.library> = {
  title: 'Ihre Bibliothek',
  lead: 'Alles, was Ihnen gehört: Downloads, Lizenzschlüssel und Credits.',
  spent: 'Wofür Sie Ihre Credits verwendet haben',
  spend: '{date}: {purpose}, {credits, plural, one {# Credit} other {# Credits}}',
  empty: 'Hier ist noch nichts. Ihre Einkäufe erscheinen, sobald die Zahlung bestätigt ist.',
  purchases: 'Einkäufe',
  download: 'Herunterladen<hidden>: {product}</hidden>',
  downloadPdf: 'Herunterladen<hidden>: {product}</hidden> (PDF)',
  file: 'Eine Datei zum Herunterladen',
  key: 'Lizenzschlüssel <code>{key}</code>',
  copyKey: 'Kopieren<hidden>: Lizenzschlüssel</hidden>',
  copied: 'Kopiert',
  credits: '{credits, number} Credits, <link>Ihrem Guthaben</link> gutgeschrieben',
  membership:
    'Bis wann sie bezahlt ist, wann das nächste Mal abgebucht wird und wie Sie kündigen: <link>Ihre Mitgliedschaften</link>',
  member: 'Zum Herunterladen verfügbar, solange Sie Mitglied sind. <link>Ihre Mitgliedschaften</link>',
  refused: {
    missing: 'Download nicht gefunden. Melden Sie sich an, und öffnen Sie ihn in Ihrer Bibliothek.',
    expired: 'Dieser Link ist abgelaufen. Öffnen Sie Ihre Bibliothek, um einen neuen zu erhalten.',
    withdrawn: 'Dieser Download ist nicht in Ihrer Bibliothek.',
    club: 'Download nicht gefunden. Melden Sie sich als Mitglied an, und öffnen Sie ihn in Ihrer Bibliothek.',
  },
}
