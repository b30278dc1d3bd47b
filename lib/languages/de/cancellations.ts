import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const cancellations: Translated<typeof en.cancellations> = {
  title: 'Verträge hier kündigen',
  lead: 'Hier kündigen Sie eine Mitgliedschaft, ohne sich anzumelden. Wir bestätigen Ihre Kündigung sofort per E-Mail.',
  form: {
    contract: 'Bestellnummer oder Name der Mitgliedschaft',
    contractHint:
      'Die Bestellnummer steht in Ihrem Beleg. Mit ihr wird die Kündigung ohne weitere Prüfung wirksam.',
    name: 'Ihr Name',
    email: 'E-Mail-Adresse',
    emailHint: 'Die Adresse, mit der Sie gekauft haben. Dorthin senden wir die Bestätigung.',
    kind: 'Art der Kündigung',
    kinds: {
      ordinary: 'Ordentliche Kündigung',
      extraordinary: 'Außerordentliche Kündigung aus wichtigem Grund',
    },
    reason: 'Kündigungsgrund',
    reasonHint: 'Nur bei einer außerordentlichen Kündigung.',
    endsOn: 'Gewünschtes Vertragsende',
    endsOnHint: 'Lassen Sie das Feld leer, um zum nächstmöglichen Zeitpunkt zu kündigen.',
    submit: 'Jetzt kündigen',
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
    'Aus Ihrem Netzwerk kamen zu viele Kündigungen. Versuchen Sie es in {wait} noch einmal, oder schreiben Sie uns.',
  done: {
    title: 'Wir haben Ihre Kündigung erhalten',
    lead: 'Drucken oder speichern Sie diese Seite für Ihre Unterlagen. Eine Bestätigung per E-Mail ist unterwegs.',
  },
  declared: {
    received: 'Eingegangen',
    contract: 'Mitgliedschaft',
    name: 'Name',
    email: 'E-Mail-Adresse',
    kind: 'Art der Kündigung',
    reason: 'Kündigungsgrund',
    endsOn: 'Gewünschtes Vertragsende',
    earliest: 'Nächstmöglicher Zeitpunkt',
  },
  letter: {
    subject: 'Wir haben Ihre Kündigung erhalten',
    lead: 'Wir haben die folgende Kündigung erhalten.',
    stopped: 'Die Mitgliedschaft „{product}“ ist gekündigt. Es wird nichts mehr abgebucht.',
    runs: 'Die Mitgliedschaft läuft noch bis zum {day}.',
    waiting:
      'Die Mitgliedschaft „{product}“ endet mit dem Zeitraum, in dem der {day} liegt. Danach wird nichts mehr abgebucht.',
    unmatched:
      'Wir konnten die Kündigung nicht automatisch einer Mitgliedschaft zuordnen. Sie wird jetzt von Hand geprüft, und wir schreiben Ihnen innerhalb eines Werktags.',
    looked: 'Wir prüfen den Grund, den Sie genannt haben, und schreiben Ihnen innerhalb eines Werktags.',
    other: 'Wenn Sie diese Kündigung nicht gesendet haben, schreiben Sie an {support}.',
  },
}
