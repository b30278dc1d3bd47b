import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const shop: Translated<typeof en.shop> = {
  skip: 'Zum Inhalt',
  account: 'Konto',
  signIn: 'Anmelden',
  moment: 'Einen Moment …',
  minutes: '{minutes, plural, =1 {einer Minute} other {# Minuten}}',
  language: 'Sprache',
  vat: 'inkl. {percent, number}\u00a0% MwSt.',
  mode: {
    local:
      'Demo-Shop: Zahlungen gehen an den Emulator auf diesem Rechner. Es wird kein echtes Geld abgebucht.',
    test: 'Testbetrieb: Zahlungen gehen an die Sandbox von Paymentwall. Es wird kein echtes Geld abgebucht.',
  },
  header: {
    shop: 'Shop',
    own: 'Konto und Warenkorb',
    menu: 'Menü',
    close: 'Schließen',
    cart: 'Warenkorb',
  },
  footer: {
    support: 'Kundenservice',
    contact: 'Kontakt und Impressum',
    policies: 'Rechtliches',
  },
  currency: {
    label: 'Währung',
    change: 'Ändern<hidden>: Währung</hidden>',
    show: 'Preise in {currency} anzeigen',
  },
  theme: { label: 'Darstellung', system: 'System', light: 'Hell', dark: 'Dunkel' },
  notFound: {
    title: 'Seite nicht gefunden',
    lead: 'Vielleicht ist die Adresse falsch geschrieben, oder die Seite wurde entfernt. Bestellungen und Downloads lassen sich nur mit dem Konto öffnen, zu dem sie gehören.',
  },
  badAddress: {
    title: 'Diese Adresse ist ungültig',
  },
  unavailable:
    'Der Shop ist vorübergehend nicht erreichbar. Bitte versuchen Sie es gleich noch einmal. Geleistete Zahlungen gehen nicht verloren.',
  loading: 'Seite wird geladen',
  busy: 'Der Server ist gerade ausgelastet. Bitte versuchen Sie es gleich noch einmal.',
  newTab: '{title}<hidden> (öffnet sich in einem neuen Tab)</hidden>',
}
