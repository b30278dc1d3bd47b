import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

export const contact: Translated<typeof en.contact> = {
  description: 'So erreichen Sie {shop} und das Unternehmen, das den Shop betreibt.',
  lead: 'So erreichen Sie uns. Geht es um eine Bestellung, nennen Sie bitte ihre Nummer, damit wir sie schneller finden.',
  email: 'E-Mail',
  reply: 'Wir antworten innerhalb von zwei Werktagen',
  phone: 'Telefon',
  company: 'Unternehmen',
  registration: 'Registereintrag',
  address: 'Anschrift',
  answers: {
    title: 'Schnelle Antworten',
    library:
      'Was Sie gekauft haben, finden Sie in <library>Ihrer Bibliothek</library>. Dort können Sie es erneut herunterladen.',
    orders: 'Ob eine Zahlung angekommen ist, sehen Sie unter <orders>Ihre Bestellungen</orders>.',
    refunds:
      'Wie Sie Ihr Geld zurückbekommen oder eine Mitgliedschaft kündigen, steht unter <refunds>{policy}</refunds>.',
  },
}
