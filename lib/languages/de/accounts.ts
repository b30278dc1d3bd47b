import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const accounts: Translated<typeof en.accounts> = {
  signInLink: 'Melden Sie sich an',
  faults: {
    other: 'Prüfen Sie Ihre Eingaben.',
    emailMissing: 'Geben Sie Ihre E-Mail-Adresse ein.',
    emailLong: 'Diese E-Mail-Adresse ist zu lang. Verwenden Sie eine mit höchstens 128 Zeichen.',
    emailInvalid:
      'Geben Sie eine E-Mail-Adresse wie name@example.com ein. Sie darf kein „=“ und keine anderen Buchstaben als a bis z enthalten.',
    nameLong: 'Ihr Name darf höchstens 80 Zeichen lang sein.',
    nameInvalid: 'Geben Sie Ihren Namen in einer Zeile und ohne Steuerzeichen ein.',
    passwordMissing: 'Geben Sie Ihr Passwort ein.',
    passwordLong: 'Passwörter haben höchstens 256 Zeichen.',
    newPasswordMissing: 'Wählen Sie ein Passwort.',
    newPasswordShort: 'Verwenden Sie mindestens 10 Zeichen.',
    newPasswordLong: 'Verwenden Sie höchstens 256 Zeichen.',
    codeMissing: 'Geben Sie den Code ein, den Ihre Authenticator-App anzeigt.',
    codeInvalid: 'Ein Code hat sechs Ziffern.',
  },
  password: {
    address: 'Wählen Sie ein Passwort, das nicht Ihre E-Mail-Adresse ist.',
    common:
      'Dieses Passwort ist zu leicht zu erraten. Wählen Sie ein anderes, zum Beispiel einige zufällige Wörter.',
    notCurrent: 'Das ist nicht Ihr aktuelles Passwort. Versuchen Sie es noch einmal.',
    same: 'Das ist bereits Ihr Passwort. Wählen Sie ein neues.',
  },
  email: {
    taken: 'Für diese E-Mail-Adresse gibt es bereits ein Konto. Melden Sie sich an.',
    same: 'Das ist bereits die Adresse Ihres Kontos.',
    links:
      'Sie haben bereits mehrere Links angefordert. Verwenden Sie den neuesten, oder versuchen Sie es in {wait} noch einmal.',
  },
  wrong:
    'Die E-Mail-Adresse oder das Passwort ist falsch. Prüfen Sie beides, und versuchen Sie es noch einmal.',
  many: 'Zu viele Versuche. Versuchen Sie es in {wait} noch einmal.',
  manyHere:
    'Zu viele Versuche. Versuchen Sie es in {wait} noch einmal. Auf einem Gerät, auf dem Sie sich schon einmal angemeldet haben, müssen Sie nicht warten.',
  lastAdmin:
    'Sie sind der einzige Administrator dieses Shops. Machen Sie zuerst jemand anderen zum Administrator.',
  code: {
    many: 'Zu viele falsche Codes. Versuchen Sie es in {wait} noch einmal.',
    unreadable:
      'Die Zwei-Faktor-Anmeldung lässt sich für dieses Konto nicht prüfen. Bitten Sie einen anderen Administrator, sie auszuschalten.',
    wrong: 'Dieser Code ist falsch oder zu alt. Geben Sie den ein, der jetzt angezeigt wird.',
    used: 'Dieser Code wurde bereits verwendet. Warten Sie auf den nächsten.',
  },
  reset: {
    many: 'Zu viele Anfragen. Versuchen Sie es in {wait} noch einmal.',
    gone: 'Dieser Link funktioniert nicht mehr. Fordern Sie einen neuen an.',
  },
  guest: {
    many: 'Aus Ihrem Netzwerk kamen zu viele Einkäufe als Gast. Versuchen Sie es in {wait} noch einmal, oder erstellen Sie ein Konto.',
    taken:
      'Für diese Adresse gibt es inzwischen ein Konto. Laden Sie diese Seite neu, um die Bestellung in dieses Konto zu übernehmen.',
    old: 'Um diese Bestellung in ein Konto zu übernehmen, verwenden Sie den Link aus einer neueren E-Mail von uns, oder schreiben Sie uns.',
    expired:
      'Ihr Einkauf ist abgelaufen: Wir merken ihn uns nur 30 Minuten lang. Gehen Sie zurück zum Produkt, und kaufen Sie es noch einmal.',
    membership:
      'Für eine Mitgliedschaft brauchen Sie ein Konto. Melden Sie sich an, oder erstellen Sie eines.',
  },
  invitation: {
    gone: 'Diese Einladung funktioniert nicht mehr. Bitten Sie den Absender um eine neue.',
    customer:
      'Diese Einladung funktioniert nicht mehr. Bitten Sie den Absender um eine neue. Ihr Konto ist ein Kundenkonto, mit dem Sie sich anmelden können.',
  },
}
