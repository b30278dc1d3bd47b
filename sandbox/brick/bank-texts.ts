import type { Language } from '../pages/languages'

/** What a payer reads on the pages of the test bank. */
export interface BankTexts {
  title: string
  confirm: string
  approve: string
  decline: string
  walkAway: string
  answered: string
  left: string
  approved: string
  declined: string
  goingBack: string
  continue: string
}

export const bankTexts: Record<Language, BankTexts> = {
  en: {
    title: 'Test bank',
    confirm: 'Test bank: confirm your payment',
    approve: 'Approve',
    decline: 'Decline',
    walkAway: 'Leave without answering',
    answered: 'You have already answered. Go back to the shop.',
    left: 'You left without answering. The shop has not been told.',
    approved: 'You approved the payment.',
    declined: 'You declined the payment.',
    goingBack: 'Going back to the shop…',
    continue: 'Continue to the shop',
  },
  de: {
    title: 'Testbank',
    confirm: 'Testbank: Bestätigen Sie Ihre Zahlung',
    approve: 'Bestätigen',
    decline: 'Ablehnen',
    walkAway: 'Ohne Antwort gehen',
    answered: 'Sie haben bereits geantwortet. Kehren Sie zum Shop zurück.',
    left: 'Sie haben die Bank ohne Antwort verlassen. Der Shop hat nichts erfahren.',
    approved: 'Sie haben die Zahlung bestätigt.',
    declined: 'Sie haben die Zahlung abgelehnt.',
    goingBack: 'Zurück zum Shop …',
    continue: 'Weiter zum Shop',
  },
  es: {
    title: 'Banco de prueba',
    confirm: 'Banco de prueba: confirme su pago',
    approve: 'Aprobar',
    decline: 'Rechazar',
    walkAway: 'Salir sin responder',
    answered: 'Ya ha respondido. Vuelva a la tienda.',
    left: 'Ha salido del banco sin responder. No se ha informado a la tienda.',
    approved: 'Ha aprobado el pago.',
    declined: 'Ha rechazado el pago.',
    goingBack: 'Volviendo a la tienda…',
    continue: 'Continuar a la tienda',
  },
}
