/** What went wrong with a card payment, as far as somebody can do something about it. */
export type BrickErrorKind =
  /** The buyer corrects what was entered. */
  | 'entry'
  /** The bank or Paymentwall says no to this card. */
  | 'declined'
  /** Entered too long ago: the card is entered anew. */
  | 'expired'
  /** Nobody but the merchant can mend it. */
  | 'setup'
  /** Paymentwall's own fault: the same again may work. */
  | 'outage'
  /** It was charged before, perhaps by this very payment. */
  | 'duplicate'
  /** A capture, void or refund that can't be. */
  | 'after_sale'

export type CardField = 'number' | 'expiry' | 'cvv' | 'name'

interface BrickError {
  kind: BrickErrorKind
  /** For the buyer: what is wrong and what to do. For `after_sale`: for the merchant. */
  sentence: string
  /** The input that is at fault. */
  field?: CardField
}

const cannotPayHere =
  'Card payments don’t work here at the moment. Nothing was charged. Pay in another way, or write to us.'
const tryLater =
  'Paymentwall could not process the card just now. Nothing was charged. Wait a minute and try again, or pay in another way.'
const notYourCard = 'Use another card, or pay in another way.'
const incomplete =
  'Paymentwall asks for details that this form does not have. Nothing was charged. Pay in another way, or write to us.'
const subscriptionSetup =
  'This membership can’t be paid by card at the moment. Nothing was charged. Write to us.'

/** Every error code that Brick documents (brick.md §3, §7). */
export const brickErrors: ReadonlyMap<number, BrickError> = new Map<number, BrickError>([
  // The token API, called by Brick.js.
  [200, { kind: 'entry', sentence: 'Enter the details of your card.', field: 'number' }],
  [223, { kind: 'entry', sentence: 'Check the expiry date of your card.', field: 'expiry' }],
  [224, { kind: 'entry', sentence: 'Check the number of your card.', field: 'number' }],
  [225, { kind: 'entry', sentence: 'Check the security code of your card.', field: 'cvv' }],
  [231, { kind: 'outage', sentence: tryLater }],
  [700, { kind: 'outage', sentence: tryLater }],
  [2111, { kind: 'setup', sentence: cannotPayHere }],
  // General.
  [1000, { kind: 'outage', sentence: tryLater }],
  [1001, { kind: 'setup', sentence: cannotPayHere }],
  [1003, { kind: 'setup', sentence: cannotPayHere }],
  [4004, { kind: 'setup', sentence: cannotPayHere }],
  [4005, { kind: 'setup', sentence: cannotPayHere }],
  [4006, { kind: 'setup', sentence: cannotPayHere }],
  [4007, { kind: 'setup', sentence: cannotPayHere }],
  [4008, { kind: 'setup', sentence: cannotPayHere }],
  [
    5000,
    {
      kind: 'declined',
      sentence:
        'Paymentwall does not accept a card payment from you. Nothing was charged. Pay in another way, or write to us.',
    },
  ],
  // The request.
  [
    3000,
    { kind: 'after_sale', sentence: 'Paymentwall knows no such charge. Look it up in the merchant area.' },
  ],
  [3001, { kind: 'setup', sentence: cannotPayHere }],
  [3002, { kind: 'setup', sentence: cannotPayHere }],
  [3003, { kind: 'entry', sentence: 'Check the number of your card.', field: 'number' }],
  [3004, { kind: 'entry', sentence: 'Check the month in which your card expires.', field: 'expiry' }],
  [3005, { kind: 'entry', sentence: 'Check the year in which your card expires.', field: 'expiry' }],
  [3006, { kind: 'entry', sentence: 'Check the expiry date of your card.', field: 'expiry' }],
  [3008, { kind: 'setup', sentence: incomplete }],
  [3009, { kind: 'setup', sentence: incomplete }],
  [3301, { kind: 'entry', sentence: 'Enter your first name as it stands on the card.', field: 'name' }],
  [3302, { kind: 'entry', sentence: 'Enter your last name as it stands on the card.', field: 'name' }],
  [3303, { kind: 'setup', sentence: incomplete }],
  [3304, { kind: 'setup', sentence: incomplete }],
  [3305, { kind: 'setup', sentence: incomplete }],
  [3306, { kind: 'setup', sentence: incomplete }],
  // Declines.
  [
    3010,
    {
      kind: 'declined',
      sentence:
        'Your bank wants to approve this payment first. Call the number on the back of your card, then try again, or use another card.',
    },
  ],
  [
    3011,
    {
      kind: 'declined',
      sentence:
        'Your bank declined the payment. Check the balance and limits of your card with your bank, or use another card.',
    },
  ],
  [3012, { kind: 'declined', sentence: `Your bank declined the payment. ${notYourCard}` }],
  [
    3013,
    {
      kind: 'declined',
      sentence:
        'Your bank declined the payment because of a problem with the card. Use another card, or ask your bank.',
    },
  ],
  [
    3014,
    {
      kind: 'entry',
      sentence: 'The security code is wrong. Enter the code printed on your card and try again.',
      field: 'cvv',
    },
  ],
  [3101, { kind: 'entry', sentence: 'Check the number of your card and try again.', field: 'number' }],
  [3102, { kind: 'declined', sentence: 'This card has expired. Use another card.', field: 'expiry' }],
  [
    3103,
    {
      kind: 'declined',
      sentence:
        'This kind of card is not accepted. Use a Visa, Mastercard, American Express or Discover card.',
      field: 'number',
    },
  ],
  [3104, { kind: 'declined', sentence: `Cards from this country are not accepted. ${notYourCard}` }],
  [
    3200,
    { kind: 'declined', sentence: 'The payment did not go through. Try once more, or use another card.' },
  ],
  // Tokens and limits.
  [3111, { kind: 'expired', sentence: 'Paymentwall no longer knows this card. Enter it again.' }],
  [
    3112,
    { kind: 'expired', sentence: 'The card was entered too long ago. Nothing was charged. Enter it again.' },
  ],
  [3113, { kind: 'setup', sentence: cannotPayHere }],
  [3114, { kind: 'expired', sentence: 'This saved card is no longer good. Enter the card again.' }],
  [3115, { kind: 'setup', sentence: 'This amount is too small for a card payment. Pay in another way.' }],
  [3116, { kind: 'setup', sentence: 'This amount is too large for a card payment. Pay in another way.' }],
  [
    3205,
    {
      kind: 'duplicate',
      sentence: 'This payment was sent twice, and we are checking the first. Please don’t pay again.',
    },
  ],
  // Captures, voids and refunds.
  [3201, { kind: 'after_sale', sentence: 'The charge is fully refunded already.' }],
  [
    3202,
    {
      kind: 'after_sale',
      sentence: 'The charge can’t be voided: it is captured, voided or refunded already.',
    },
  ],
  [
    3203,
    {
      kind: 'after_sale',
      sentence: 'There is nothing to capture: no such charge, or it is captured already.',
    },
  ],
  [3204, { kind: 'after_sale', sentence: 'The charge can’t be refunded. Look it up in the merchant area.' }],
  [
    3206,
    { kind: 'after_sale', sentence: 'The authorisation has expired: the amount is no longer reserved.' },
  ],
  // Subscriptions.
  [3401, { kind: 'setup', sentence: subscriptionSetup }],
  [
    3402,
    {
      kind: 'after_sale',
      sentence: 'Paymentwall knows no such subscription. Look it up in the merchant area.',
    },
  ],
  [3403, { kind: 'setup', sentence: subscriptionSetup }],
  [3404, { kind: 'setup', sentence: subscriptionSetup }],
  [3405, { kind: 'setup', sentence: subscriptionSetup }],
  [3406, { kind: 'setup', sentence: subscriptionSetup }],
  [3407, { kind: 'setup', sentence: subscriptionSetup }],
  [3408, { kind: 'setup', sentence: subscriptionSetup }],
])

const unknownError: BrickError = {
  kind: 'declined',
  sentence: `The payment did not go through. Nothing was charged. ${notYourCard}`,
}

/** What an error code means; a code that is not documented is a decline in general words. */
export function brickError(code: number | null | undefined): BrickError {
  return brickErrors.get(code ?? 0) ?? unknownError
}
