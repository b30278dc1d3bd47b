import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const withdrawals: Translated<typeof en.withdrawals> = {
  link: 'Vertrag widerrufen',
  title: 'Vertrag widerrufen',
  lead: 'Verbraucher können einen Vertrag binnen 14 Tagen ohne Angabe von Gründen widerrufen. Sie müssen sich dafür nicht anmelden. Den Eingang bestätigen wir sofort per E-Mail.',
  form: {
    contract: 'Bestellnummer',
    contractHint:
      'Sie steht in Ihrem Beleg. Falls Sie die Nummer nicht finden, schreiben Sie, was Sie wann gekauft haben.',
    part: 'Nur für diese Produkte (optional)',
    partHint: 'Lassen Sie das Feld leer, um die ganze Bestellung zu widerrufen.',
    emailHint:
      'Dorthin senden wir die Eingangsbestätigung. Verwenden Sie möglichst die Adresse, mit der Sie gekauft haben.',
    next: 'Weiter',
  },
  confirm: {
    title: 'Prüfen Sie Ihren Widerruf',
    lead: 'Ihr Widerruf wird erst abgesendet, wenn Sie ihn bestätigen.',
    submit: 'Widerruf bestätigen',
    change: 'Angaben ändern',
  },
  done: {
    title: 'Wir haben Ihren Widerruf erhalten',
    lead: 'Drucken oder speichern Sie diese Seite für Ihre Unterlagen. Eine Eingangsbestätigung per E-Mail ist unterwegs.',
    withoutLetter: 'Drucken oder speichern Sie diese Seite für Ihre Unterlagen.',
  },
  declared: {
    statement: 'Erklärung',
    words: 'Hiermit widerrufe ich den unten genannten Vertrag.',
    contract: 'Bestellung',
    part: 'Nur für',
  },
  letter: {
    subject: 'Wir haben Ihren Widerruf erhalten',
    lead: 'Wir haben den folgenden Widerruf erhalten.',
    next: 'Wir prüfen ihn und schreiben Ihnen innerhalb von zwei Werktagen.',
    other: 'Wenn nicht Sie diesen Widerruf gesendet haben, schreiben Sie an {support}.',
  },
}
