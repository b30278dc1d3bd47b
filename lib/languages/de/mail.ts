import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const mail: Translated<typeof en.mail> = {
  onlyInMessage: 'Der Link steht nur in der Nachricht selbst. Er wird nirgends gespeichert.',
  viewOrder: 'Bestellung ansehen',
  guest:
    'Wer diesen Link hat, kann die Bestellung sehen, das Gekaufte nutzen und es eine Woche lang in ein Konto übernehmen. Geben Sie diese Nachricht nicht weiter.',
  guestReads: 'Wer diesen Link hat, kann die Bestellung sehen. Geben Sie diese Nachricht nicht weiter.',
  viewMemberships: 'Mitgliedschaften ansehen',
  cancel: 'Sie können jederzeit in Ihrem Konto unter „Mitgliedschaften“ kündigen.',
  rows: {
    paid: 'Bezahlt',
    method: 'Zahlungsart',
    date: 'Datum',
    order: 'Bestellnummer',
    refunded: 'Erstattet',
    partly: 'Teilweise',
  },
  receipt: {
    subject: 'Ihr Beleg für {products}',
    thanks: 'Vielen Dank für Ihre Bestellung. Ihre Zahlung ist eingegangen.',
    key: 'Lizenzschlüssel für {product}',
    declared: 'Das haben Sie am {day} vor der Zahlung erklärt:',
    attached:
      'Die Allgemeinen Geschäftsbedingungen und die Regeln zu Widerruf und Erstattung liegen bei, in der Fassung, die für Ihre Bestellung gilt. Bewahren Sie beides auf.',
  },
  /** The attached file. */
  agreement: {
    file: 'vertragsbedingungen-{version}.txt',
    order: 'Bestellung {order}',
    accepted: 'Ihre Erklärung vom {day} zur Fassung vom {version}:',
  },
  renewal: {
    subject: 'Mitgliedschaft verlängert: {products}',
    text: 'Ihre Mitgliedschaft wurde für {price} verlängert.',
  },
  refund: {
    subject: 'Ihre Zahlung für {products} wurde erstattet',
    whole:
      'Wir erstatten Ihnen {amount} über die Zahlungsart, mit der Sie bezahlt haben. Bis Ihre Bank den Betrag anzeigt, können bis zu zehn Tage vergehen.',
    gone: 'Was Sie damit gekauft haben, steht Ihnen nicht mehr zur Verfügung.',
  },
  partialRefund: {
    subject: 'Teilerstattung für {products}',
    amount:
      'Wir erstatten Ihnen insgesamt {amount} über die Zahlungsart, mit der Sie bezahlt haben. Bis Ihre Bank den Betrag anzeigt, können bis zu zehn Tage vergehen.',
    unknown:
      'Wir erstatten Ihnen insgesamt einen Teil Ihrer Zahlung über die Zahlungsart, mit der Sie bezahlt haben. Bis Ihre Bank den Betrag anzeigt, können bis zu zehn Tage vergehen.',
  },
  membership: {
    MEMBERSHIP_CANCELLED: '{products}: Ihre Mitgliedschaft ist gekündigt',
    MEMBERSHIP_FAILED: '{products}: Ihre Mitgliedschaft konnte nicht verlängert werden',
    TRIAL_ENDS: '{products}: Ihre Probezeit endet bald',
    RENEWAL_COMING: '{products}: Ihre Mitgliedschaft verlängert sich bald',
    PAYMENT_RETRIED: '{products}: Eine Abbuchung konnte noch nicht ausgeführt werden',
  },
  priceChange: '{product}: neuer Preis ab dem {day}',
  priceStays: '{product}: Der Preis bleibt gleich',
  reset: {
    subject: 'Ihr Passwort für {shop} zurücksetzen',
    text: 'Jemand, vermutlich Sie, möchte das Passwort Ihres Kontos zurücksetzen.',
    link: 'Neues Passwort wählen',
    once: 'Der Link gilt 30 Minuten lang und lässt sich nur einmal verwenden. Wenn Sie ihn nicht angefordert haben, ignorieren Sie diese Nachricht: Ihr Passwort bleibt unverändert.',
    questions: 'Fragen? Schreiben Sie an {support}.',
  },
  passwordChanged: {
    subject: 'Ihr Passwort für {shop} wurde geändert',
    text: 'Das Passwort Ihres Kontos wurde geändert, und alle Geräte wurden abgemeldet.',
    other: 'Wenn Sie das nicht waren, setzen Sie das Passwort jetzt zurück, und schreiben Sie an {support}.',
    link: 'Passwort zurücksetzen',
  },
  confirmation: {
    subject: 'Bestätigen Sie Ihre E-Mail-Adresse für {shop}',
    text: 'Mit dieser Adresse wurde ein Konto erstellt, oder sie wurde in einem Konto hinterlegt. Wenn Sie das waren, bestätigen Sie, dass die Adresse Ihnen gehört.',
    link: 'E-Mail-Adresse bestätigen',
    once: 'Der Link gilt drei Tage lang und lässt sich nur einmal verwenden.',
    other:
      'Wenn Sie das nicht waren, ignorieren Sie diese Nachricht, oder schreiben Sie an {support}, und wir schließen das Konto.',
  },
  emailChanged: {
    subject: 'Die E-Mail-Adresse Ihres Kontos bei {shop} wurde geändert',
    text: 'Ihr Konto verwendet {address} nicht mehr. Nachrichten gehen ab jetzt an die neue Adresse.',
    other: 'Wenn Sie das nicht waren, schreiben Sie sofort an {support}.',
  },
  closed: {
    subject: 'Ihr Konto bei {shop} ist geschlossen',
    text: 'Ihr Konto ist wie gewünscht geschlossen. Wir beenden die Verlängerung aller Mitgliedschaften.',
    charged: 'Wird trotzdem etwas abgebucht, schreiben Sie an {support}, und wir erstatten es.',
  },
}
