/** Why a request was not even looked at (proxy.ts), by `Verdict` of lib/security/card-guard.ts. */
export const refusals = {
  card_number:
    'This request holds what looks like a card number, so it was neither processed nor stored. Card numbers belong in the payment form alone.',
  too_large: 'This request is too large.',
  no_form: 'No form of this shop sends this. Reload the page and try again.',
} as const
