import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const signIn: Translated<typeof en.signIn> = {
  title: 'Anmelden',
  buyTitle: 'Anmelden und {product} kaufen',
  buyLead: 'Danach geht es direkt zur Kasse. Bezahlt wird erst, wenn Sie dort bestätigen.',
  submit: 'Anmelden',
  pending: 'Anmeldung läuft …',
  forgot: 'Passwort vergessen?',
  new: 'Neu hier? <link>Konto erstellen</link>',
  ended: 'Sie wurden auf allen Geräten abgemeldet. Melden Sie sich wieder an, um fortzufahren.',
  reset: 'Ihr neues Passwort ist gespeichert. Melden Sie sich damit an, um fortzufahren.',
  closed: {
    title: 'Ihr Konto wurde geschlossen',
    lead: 'Wir beenden die Verlängerung aller Mitgliedschaften. Wenn trotzdem etwas abgebucht wird, <link>schreiben Sie uns</link>, und wir erstatten es.',
  },
  deadLink: {
    title: 'Dieser Link funktioniert nicht',
    lead: 'Er ist unvollständig oder abgelaufen. Wenn Sie ein Konto haben, melden Sie sich an, um Ihre Bestellung zu sehen. Andernfalls <link>schreiben Sie uns</link>.',
  },
  membership:
    'Für eine Mitgliedschaft brauchen Sie ein Konto, damit Sie die Abbuchungen einsehen und jederzeit kündigen können.',
  order:
    'Melden Sie sich an, um Ihre Bestellung zu sehen. Eine Zahlung, die Sie gerade geleistet haben, ist davon nicht betroffen.',
  fields: {
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    newPassword: 'Neues Passwort',
    name: 'Name',
    optionalName: 'Name (freiwillig)',
    passwordHint:
      'Mindestens 10 Zeichen. Einige zufällige Wörter sind leicht zu merken und schwer zu erraten.',
  },
  guest: {
    offer: 'Kein Konto? <link>Als Gast fortfahren</link>',
    title: 'Als Gast fortfahren',
    lead: 'Ganz ohne Passwort. Ihr Beleg geht an diese Adresse, mit einem Link zu dem, was Sie gekauft haben.',
    email: 'E-Mail-Adresse für Ihren Beleg',
    submit: 'Als Gast fortfahren',
    notYou: 'Sind Sie das nicht?',
    forget: 'Mich auf diesem Gerät vergessen',
  },
  demo: {
    title: 'Demo-Konten',
    use: '{email} verwenden',
    password: 'Passwort für alle: <code>{password}</code>',
  },
  register: {
    title: 'Konto erstellen',
    buyTitle: 'Konto erstellen und {product} kaufen',
    lead: 'In Ihrem Konto finden Sie Ihre Downloads, Lizenzschlüssel und Credits auf jedem Gerät.',
    buyLead: 'In Ihrem Konto finden Sie Ihre Einkäufe auf jedem Gerät. Danach geht es direkt zur Kasse.',
    submit: 'Konto erstellen',
    pending: 'Ihr Konto wird erstellt …',
    known: 'Sie haben schon ein Konto? <link>Anmelden</link>',
    privacy:
      'Welche Daten wir über Sie speichern und wie lange, steht in der <link>Datenschutzerklärung</link>.',
  },
  forgotten: {
    title: 'Passwort zurücksetzen',
    lead: 'Geben Sie die E-Mail-Adresse Ihres Kontos ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen.',
    submit: 'Link senden',
    pending: 'Wird gesendet …',
    done: 'Wenn es zu dieser Adresse ein Konto gibt, ist der Link unterwegs. Er gilt 30 Minuten lang und lässt sich nur einmal verwenden. Sehen Sie auch im Spam-Ordner nach.',
    remembered: 'Wieder eingefallen? <link>Anmelden</link>',
  },
  choose: {
    title: 'Neues Passwort wählen',
    lead: 'Alle Geräte werden abgemeldet.',
    gone: 'Er wurde bereits verwendet oder ist abgelaufen. <link>Neuen Link anfordern</link>',
    submit: 'Passwort speichern',
    pending: 'Wird gespeichert …',
  },
  confirm: {
    title: 'E-Mail-Adresse bestätigen',
    lead: 'Ist <address>{email}</address> Ihre E-Mail-Adresse?',
    submit: 'Ja, bestätigen',
    gone: 'Er wurde bereits verwendet oder ist abgelaufen. In <link>Ihrem Konto</link> können Sie sich einen neuen senden lassen.',
  },
  code: {
    title: 'Code eingeben',
    lead: 'Die Verwaltung verlangt in jeder Sitzung einmal einen Code aus Ihrer Authenticator-App.',
    label: 'Code',
    submit: 'Weiter',
    pending: 'Wird geprüft …',
    lost: 'Authenticator-App verloren? Bitten Sie einen anderen Administrator, die Zwei-Faktor-Anmeldung auszuschalten. Für den <link>Rest Ihres Kontos</link> brauchen Sie keinen Code.',
  },
  invitation: {
    name: 'Einladung',
    title: '{role, select, REVIEWER {Prüfer} ADMIN {Administrator} other {Kunde}} bei {brand} werden',
    submit: '{role, select, REVIEWER {Prüfer} ADMIN {Administrator} other {Kunde}} werden',
    lead: 'Erstellen Sie das Konto, mit dem Sie die Verwaltung öffnen.',
    already:
      'Sie sind als {email} angemeldet; dieses Konto gehört bereits {role, select, REVIEWER {einem Prüfer} ADMIN {einem Administrator} other {einem Kunden}}. Es wurde nichts geändert; der Link funktioniert weiterhin.',
    signedIn: 'Sie sind als {email} angemeldet. Mit diesem Konto öffnen Sie künftig die Verwaltung.',
    pending: 'Einladung wird angenommen …',
    another:
      'Um ein anderes Konto zu verwenden, melden Sie sich zuerst ab, und öffnen Sie dann den Link noch einmal.',
    passwordHint:
      'Mindestens 10 Zeichen. Mehrere Wörter hintereinander sind leicht zu merken und schwer zu erraten.',
    known:
      'Sie haben hier schon ein Konto? <link>Melden Sie sich an</link>, und kehren Sie auf diese Seite zurück.',
    gone: {
      title: 'Diese Einladung funktioniert nicht',
      lead: 'Sie wurde verwendet, ist abgelaufen oder wurde zurückgezogen. Bitten Sie den Absender um eine neue.',
    },
  },
}
