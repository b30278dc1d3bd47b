import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const terms: Translated<typeof en.terms> = {
  title: 'Bevor Sie bezahlen',
  membership: 'Ihre Mitgliedschaft',
  changed: {
    dates: {
      title: 'Die Abbuchungstermine haben sich geändert',
      text: 'Eine Mitgliedschaft beginnt am Tag der ersten Zahlung. Die Termine, die Sie gesehen haben, galten für einen früheren Tag. Bitte lesen Sie die Bedingungen noch einmal.',
    },
    second: {
      title: 'Die Bedingungen haben sich geändert',
      text: 'Sie sind inzwischen durch eine andere Bestellung Mitglied geworden. Bitte lesen Sie die Bedingungen noch einmal.',
    },
  },
  missing: 'Bitte stimmen Sie den Bedingungen zu, um fortzufahren.',
  continue: 'Weiter zur Zahlung',
  // § 356 Abs. 5 BGB wants express consent, and the knowledge that the right of withdrawal is lost.
  accept:
    'Ich stimme den <terms>Allgemeinen Geschäftsbedingungen</terms> zu und habe die <privacy>Datenschutzerklärung</privacy> und die Seite <refunds>Widerruf, Erstattung und Kündigung</refunds> gelesen. Ich stimme ausdrücklich zu, dass vor Ablauf der Widerrufsfrist mit der Ausführung des Vertrags begonnen und sofort geliefert wird. Mir ist bekannt, dass ich mein Widerrufsrecht verliere, sobald ich den digitalen Inhalt herunterlade.',
  acceptMembership: 'Ich stimme den oben genannten Bedingungen der Mitgliedschaft zu.',
  acceptSecond:
    'Mir ist bekannt, dass ich bereits eine Mitgliedschaft habe und dass dies eine zweite ist, für die gesondert abgebucht wird.',
}
