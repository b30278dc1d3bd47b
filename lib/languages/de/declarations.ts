import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const declarations: Translated<typeof en.declarations> = {
  form: {
    name: 'Ihr Name',
    email: 'E-Mail-Adresse',
    pending: 'Wird gesendet …',
  },
  faults: {
    missing: 'Füllen Sie dieses Feld aus.',
    long: 'Dieser Text ist zu lang. Kürzen Sie ihn.',
    line: 'Schreiben Sie den Text ohne Steuerzeichen.',
    link: 'Schreiben Sie den Text ohne Internetadressen.',
    email: 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
    day: 'Wählen Sie einen Tag ab heute und innerhalb der nächsten vier Jahre, oder lassen Sie das Feld leer.',
  },
  tooMany:
    'Aus Ihrem Netzwerk wurde dieses Formular zu oft abgesendet. Versuchen Sie es in {wait} noch einmal, oder schreiben Sie uns.',
  received: 'Eingegangen',
  name: 'Name',
  email: 'E-Mail-Adresse',
}
