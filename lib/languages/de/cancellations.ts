import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const cancellations: Translated<typeof en.cancellations> = {
  title: 'Verträge hier kündigen',
  lead: 'Hier kündigen Sie eine Mitgliedschaft, ohne sich anzumelden. Wir bestätigen Ihre Kündigung sofort per E-Mail.',
  form: {
    contract: 'Bestellnummer oder Name der Mitgliedschaft',
    contractHint:
      'Die Bestellnummer steht in Ihrem Beleg. Mit ihr wird die Kündigung ohne weitere Prüfung wirksam.',
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
  },
  done: {
    title: 'Wir haben Ihre Kündigung erhalten',
    lead: 'Drucken oder speichern Sie diese Seite für Ihre Unterlagen. Eine Bestätigung per E-Mail ist unterwegs.',
    withoutLetter: 'Drucken oder speichern Sie diese Seite für Ihre Unterlagen.',
  },
  declared: {
    contract: 'Mitgliedschaft',
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
    other: 'Wenn nicht Sie diese Kündigung gesendet haben, schreiben Sie an {support}.',
  },
}
