import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const checkout: Translated<typeof en.checkout> = {
  title: 'Kasse',
  guest: 'Sie kaufen als Gast. Der Beleg geht an <address>{email}</address>. <change>Adresse ändern</change>',
  priceChanged: {
    title: 'Ein Preis hat sich geändert',
    text: 'Der Preis eines Produkts hat sich geändert, seit Sie ihn zuletzt gesehen haben. Auf dieser Seite steht der Preis, den Sie bezahlen.',
  },
  failed: {
    title: 'Die letzte Zahlung ist fehlgeschlagen',
    text: 'Es wurde nichts abgebucht. Sie können es hier noch einmal versuchen oder eine andere Zahlungsart wählen.',
  },
  soldOut: {
    title: 'Ausverkauft',
    text: 'Ein Produkt dieser Bestellung ist zurzeit ausverkauft, deshalb kann sie nicht bezahlt werden. Es wurde nichts abgebucht, und Ihre Bestellung bleibt gespeichert: Kommen Sie später wieder, oder <contact>schreiben Sie uns</contact>.',
  },
  pay: 'Bezahlen',
  noScript: {
    title: 'Zum Bezahlen wird JavaScript benötigt',
    text: 'Ein Skript von Paymentwall sendet Ihre Kartendaten direkt dorthin. Aktivieren Sie JavaScript für diese Seite, und laden Sie sie neu. Es wurde nichts abgebucht, und Ihre Bestellung ist gespeichert.',
  },
  summary: {
    title: 'Ihre Bestellung',
    details: 'Details',
    today: 'Heute',
    total: 'Gesamtpreis',
    order: 'Bestellung <number>{id}</number>, zu diesem Preis bis zum <until>{day}</until>',
    seller: 'Verkäufer: {name}, {registration}, {address}. Fragen an {email}.',
    terms: 'Die Bedingungen Ihrer Mitgliedschaft',
  },
  name: {
    two: '{first} und {second}',
    more: '{first} und {count} weitere',
    trial: '{name}, Probezeit',
  },
  button: {
    pay: '{amount} bezahlen',
    trial: 'Probezeit starten',
    binding: 'Zahlungspflichtig bestellen',
  },
  binding: {
    title: 'Sie bestellen',
    total: 'Gesamtpreis',
    today: 'Gesamtpreis heute',
    next: 'Die Zahlungsart wählen Sie anschließend auf der Seite von Paymentwall.',
  },
  unpayable: {
    title: 'Diese Bestellung kann mit Ihrer E-Mail-Adresse nicht bezahlt werden',
    account:
      'Paymentwall akzeptiert diese Adresse nicht. Ändern Sie sie in Ihrem Konto, und kehren Sie dann auf diese Seite zurück.',
    toAccount: 'Ihr Konto',
    guest: 'Paymentwall akzeptiert diese Adresse nicht. <other>Mit einer anderen fortfahren</other>.',
  },
  methods: {
    card: 'Karte',
    other: 'Andere Zahlungsarten',
    otherHint: 'Wallets, Überweisung oder Prepaidkarten, auf der Seite von Paymentwall',
    inProgress:
      'Eine Kartenzahlung läuft gerade. Falls sie fehlschlägt, stehen die anderen Zahlungsarten wieder zur Verfügung.',
  },
  card: {
    which: 'Karte auswählen',
    another: 'Andere Karte',
    form: 'Ihre Karte',
    holder: 'Name auf der Karte',
    number: 'Kartennummer',
    expiry: 'Gültig bis:',
    month: 'Monat',
    monthExample: 'MM',
    year: 'Jahr',
    yearExample: 'JJ',
    code: 'Prüfnummer',
    loading: 'Das Kartenformular wird geladen …',
    slow: 'Das Kartenformular lädt länger als gewöhnlich. Warten Sie einen Moment, oder wählen Sie unten „Andere Zahlungsarten“.',
    unloaded: {
      title: 'Das Kartenformular konnte nicht geladen werden',
      text: 'Das Skript von Paymentwall war nicht erreichbar. Vielleicht liegt es an einem Inhaltsblocker. Es wurde nichts abgebucht.',
      again: 'Erneut versuchen',
      otherMethod: 'Andere Zahlungsart wählen',
    },
    unshown: {
      title: 'Das Kartenformular konnte nicht angezeigt werden',
      text: 'Es wurde nichts abgebucht. Wählen Sie unten „Andere Zahlungsarten“.',
    },
    moment: 'Einen Moment …',
    checking: 'Paymentwall prüft Ihre Karte …',
    processing: 'Ihre Zahlung wird verarbeitet. Bitte lassen Sie diese Seite geöffnet …',
    leaving: 'Sie werden zu Ihrer Bank weitergeleitet, um die Zahlung zu bestätigen …',
    notThrough:
      'Die Zahlung ist fehlgeschlagen. Versuchen Sie es noch einmal, oder wählen Sie eine andere Zahlungsart.',
    signIn: 'Melden Sie sich erneut an',
    save: {
      label: 'Diese Karte in meinem Konto speichern',
      hint: 'Paymentwall speichert die Karte, wir behalten nur die letzten vier Ziffern. Sie können sie jederzeit in Ihrem Konto löschen.',
      failed:
        'Ihre Auswahl konnte nicht gespeichert werden. Versuchen Sie es noch einmal, oder bezahlen Sie mit der jetzigen Einstellung.',
    },
    faults: {
      noHolder: 'Geben Sie Ihren Namen so ein, wie er auf der Karte steht.',
      noNumber: 'Geben Sie die Nummer Ihrer Karte ein.',
      otherBrand:
        'Diese Karte wird nicht akzeptiert. Verwenden Sie eine Karte von Visa, Mastercard, American Express oder Discover.',
      longNumber: 'Diese Nummer hat zu viele Ziffern. Vergleichen Sie sie mit Ihrer Karte.',
      wrongNumber: 'Eine der Ziffern stimmt nicht. Vergleichen Sie die Nummer mit Ihrer Karte.',
      shortNumber: 'Es fehlen Ziffern. Geben Sie die vollständige Nummer Ihrer Karte ein.',
      noMonth: 'Geben Sie den Monat ein, zum Beispiel 07.',
      noYear: 'Geben Sie das Jahr ein, zum Beispiel 31.',
      expired: 'Diese Karte ist abgelaufen. Verwenden Sie eine andere.',
      fourDigitCode: 'Geben Sie die 4 Ziffern auf der Vorderseite Ihrer Karte ein.',
      threeDigitCode: 'Geben Sie die 3 Ziffern auf der Rückseite Ihrer Karte ein.',
    },
  },
  paylet: {
    frame: 'Zahlung über Paymentwall',
    loading: 'Die Zahlungsseite wird geladen …',
    again: 'Erneut versuchen',
    byCard: 'Mit Karte bezahlen',
    slow: {
      title: 'Die Zahlungsseite lädt länger als gewöhnlich',
      text: 'Es wurde nichts abgebucht, und Ihre Bestellung ist gespeichert. Warten Sie noch ein wenig, oder:',
    },
    quiet: {
      title: 'Ist die Zahlungsseite leer, oder zeigt sie einen Fehler an?',
      text: 'Dann wurde nichts abgebucht, und Ihre Bestellung ist gespeichert. Versuchen Sie es noch einmal, oder wählen Sie eine andere Zahlungsart.',
    },
    unreachable: {
      title: 'Die Zahlungsseite ist nicht erreichbar',
      text: 'Es wurde nichts abgebucht, und Ihre Bestellung ist gespeichert. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.',
    },
    processing: 'Ihre Zahlung wird verarbeitet. Bitte lassen Sie diese Seite geöffnet.',
  },
  payletPaid: {
    title: 'Paymentwall hat Ihre Zahlung erhalten',
    text: 'Wir warten auf die Bestätigung. Ihr Einkauf erscheint in Kürze auf <order>Ihrer Bestellseite</order>.',
  },
  testCards: {
    title: 'Testkarten',
    any: 'Verwenden Sie einen beliebigen Namen und ein beliebiges Ablaufdatum in der Zukunft.',
    code: 'Prüfnummer',
    orAny: 'oder jede andere',
    happens: 'Was passiert',
    outcomes: {
      approved: 'Die Karte wird belastet.',
      'wrong-cvv': 'Die Bank lehnt ab: falsche Prüfnummer.',
      'check-balance': 'Die Bank lehnt ab: Kontostand bei der Bank prüfen.',
      'issuer-approval': 'Die Bank lehnt ab: Sie muss die Zahlung zuerst genehmigen.',
      'review-accepted': 'Die Zahlung wird geprüft und nach 2 Minuten angenommen.',
      'review-declined': 'Die Zahlung wird geprüft, nach 2 Minuten abgelehnt, und das Geld geht zurück.',
    },
  },
}
