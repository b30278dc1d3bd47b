import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const charges: Translated<typeof en.charges> = {
  beingChecked:
    'Wir prüfen, ob Ihre Zahlung erfolgreich war. Bitte bezahlen Sie nicht noch einmal. Das Ergebnis sehen Sie auf der Bestellseite.',
  notConfirmed:
    'Ihre Bank hat die Zahlung nicht bestätigt. Es wurde nichts abgebucht. Versuchen Sie es noch einmal, oder wählen Sie eine andere Zahlungsart.',
  notReached:
    'Kartenzahlungen sind vorübergehend nicht möglich. Es wurde nichts abgebucht. Versuchen Sie es in einer Minute noch einmal, oder wählen Sie eine andere Zahlungsart.',
  unavailable:
    'Kartenzahlungen sind vorübergehend nicht möglich. Es wurde nichts abgebucht. Versuchen Sie es in einer Minute noch einmal.',
  noOrder: 'Die Bestellung wurde nicht gefunden. Öffnen Sie sie in Ihrem Konto.',
  noCard: 'Diese gespeicherte Karte ist nicht mehr verfügbar. Verwenden Sie eine andere.',
  tooMany: 'Zu viele Versuche. Versuchen Sie es in {wait} noch einmal.',
  otherSite: 'Dieses Formular kam von einer anderen Website. Öffnen Sie Ihre Bestellung in diesem Shop.',
  signedOut:
    'Sie wurden abgemeldet. Melden Sie sich erneut an, um zu bezahlen; Ihre Bestellung ist gespeichert.',
  badForm: 'Prüfen Sie Ihre Kartendaten, und versuchen Sie es noch einmal.',
  bank: {
    unavailable:
      'Ihre Zahlung kann im Moment nicht fortgesetzt werden. Laden Sie diese Seite in einer Minute neu.',
    badAddress: 'Diese Adresse ist ungültig. Öffnen Sie die Bestellung in Ihrem Konto.',
  },
  refusals: {
    closed:
      'Diese Bestellung ist bezahlt oder abgelaufen, oder eine Zahlung läuft gerade. Es wurde nicht noch einmal abgebucht. Mehr dazu auf der Bestellseite.',
    sold_out:
      'Ein Produkt dieser Bestellung ist zurzeit ausverkauft, deshalb wurde nichts abgebucht. Ihre Bestellung bleibt gespeichert: Versuchen Sie es später noch einmal, oder schreiben Sie uns.',
    terms_missing: 'Bitte stimmen Sie an der Kasse den Bedingungen zu, bevor Sie bezahlen.',
    terms_outdated:
      'Die Abbuchungstermine der Mitgliedschaft haben sich geändert. Laden Sie diese Seite neu, und stimmen Sie den neuen Terminen zu, um zu bezahlen.',
    second_membership:
      'Sie sind inzwischen Mitglied geworden, deshalb wurde nichts abgebucht. Laden Sie diese Seite neu, um zu bestätigen, dass Sie eine zweite Mitgliedschaft möchten.',
    other_order:
      'Sie haben eine weitere Bestellung für diese Mitgliedschaft, {order}, die bezahlt ist oder gerade bezahlt wird. Für diese Bestellung wurde nichts abgebucht. Sehen Sie sich die andere Bestellung in Ihrem Konto an, oder laden Sie diese Seite neu, wenn Sie eine zweite Mitgliedschaft möchten.',
    card_not_offered:
      'Diese Bestellung kann nicht mit Karte bezahlt werden. Wählen Sie eine andere Zahlungsart.',
  },
  errors: {
    noDetails: 'Geben Sie Ihre Kartendaten ein.',
    expiry: 'Prüfen Sie das Ablaufdatum Ihrer Karte.',
    expiryMonth: 'Prüfen Sie den Monat, in dem Ihre Karte abläuft.',
    expiryYear: 'Prüfen Sie das Jahr, in dem Ihre Karte abläuft.',
    number: 'Prüfen Sie die Nummer Ihrer Karte.',
    numberAgain: 'Prüfen Sie die Nummer Ihrer Karte, und versuchen Sie es noch einmal.',
    code: 'Vergleichen Sie die Prüfnummer mit Ihrer Karte.',
    wrongCode:
      'Die Prüfnummer ist falsch. Geben Sie die Prüfnummer ein, die auf Ihrer Karte steht, und versuchen Sie es noch einmal.',
    firstName: 'Geben Sie Ihren Vornamen so ein, wie er auf der Karte steht.',
    lastName: 'Geben Sie Ihren Nachnamen so ein, wie er auf der Karte steht.',
    tryLater:
      'Paymentwall konnte die Karte nicht verarbeiten. Es wurde nichts abgebucht. Warten Sie eine Minute, und versuchen Sie es noch einmal, oder wählen Sie eine andere Zahlungsart.',
    unavailable:
      'Kartenzahlungen sind vorübergehend nicht möglich. Es wurde nichts abgebucht. Wählen Sie eine andere Zahlungsart, oder schreiben Sie uns.',
    buyer:
      'Paymentwall hat Ihre Kartenzahlung nicht angenommen. Es wurde nichts abgebucht. Wählen Sie eine andere Zahlungsart, oder schreiben Sie uns.',
    incomplete:
      'Paymentwall benötigt Angaben, die dieses Formular nicht abfragt. Es wurde nichts abgebucht. Wählen Sie eine andere Zahlungsart, oder schreiben Sie uns.',
    approval:
      'Ihre Bank muss diese Zahlung zuerst genehmigen. Rufen Sie die Nummer auf der Rückseite Ihrer Karte an, und versuchen Sie es dann noch einmal, oder verwenden Sie eine andere Karte.',
    balance:
      'Ihre Bank hat die Zahlung abgelehnt. Klären Sie mit Ihrer Bank Kontostand und Kartenlimit, oder verwenden Sie eine andere Karte.',
    declined:
      'Ihre Bank hat die Zahlung abgelehnt. Verwenden Sie eine andere Karte oder eine andere Zahlungsart.',
    cardProblem:
      'Ihre Bank hat die Zahlung wegen eines Problems mit der Karte abgelehnt. Verwenden Sie eine andere Karte, oder fragen Sie Ihre Bank.',
    expired: 'Diese Karte ist abgelaufen. Verwenden Sie eine andere.',
    brand:
      'Diese Kartenart wird nicht akzeptiert. Verwenden Sie eine Karte von Visa, Mastercard, American Express oder Discover.',
    country:
      'Karten aus diesem Land werden nicht akzeptiert. Verwenden Sie eine andere Karte oder eine andere Zahlungsart.',
    notThrough:
      'Die Zahlung ist fehlgeschlagen. Versuchen Sie es noch einmal, oder verwenden Sie eine andere Karte.',
    forgotten: 'Paymentwall kennt diese Karte nicht mehr. Geben Sie sie noch einmal ein.',
    tooLongAgo:
      'Die Eingabe der Karte liegt zu lange zurück. Es wurde nichts abgebucht. Geben Sie die Karte noch einmal ein.',
    savedCard: 'Diese gespeicherte Karte ist nicht mehr gültig. Geben Sie die Karte noch einmal ein.',
    tooSmall: 'Dieser Betrag ist zu klein für eine Kartenzahlung. Wählen Sie eine andere Zahlungsart.',
    tooLarge: 'Dieser Betrag ist zu groß für eine Kartenzahlung. Wählen Sie eine andere Zahlungsart.',
    twice:
      'Diese Zahlung wurde zweimal gesendet, und wir prüfen die erste. Bitte bezahlen Sie nicht noch einmal.',
    membership:
      'Diese Mitgliedschaft kann zurzeit nicht mit Karte bezahlt werden. Es wurde nichts abgebucht. Bitte schreiben Sie uns.',
    unknown:
      'Die Zahlung ist fehlgeschlagen. Es wurde nichts abgebucht. Verwenden Sie eine andere Karte oder eine andere Zahlungsart.',
  },
}
