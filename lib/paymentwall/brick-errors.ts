/** Kinds of card errors, by who can do something about them. */
export type BrickErrorKind =
  /** The buyer corrects what was entered. */
  | 'entry'
  /** The bank or Paymentwall declines this card. */
  | 'declined'
  /** Entered too long ago: the card must be entered again. */
  | 'expired'
  /** Only the merchant can fix it. */
  | 'setup'
  /** A failure at Paymentwall: a retry may work. */
  | 'outage'
  /** It was charged before, perhaps by this very payment. */
  | 'duplicate'
  /** A capture, void or refund that is not possible. */
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
  'Card payments are temporarily unavailable. You have not been charged. Use another payment method, or write to us.'
const tryLater =
  'Paymentwall could not process the card. You have not been charged. Wait a minute and try again, or use another payment method.'
const useAnotherCard = 'Use another card or payment method.'
const incomplete =
  'Paymentwall requires details that this form does not ask for. You have not been charged. Use another payment method, or write to us.'
const subscriptionSetup =
  'This membership can’t be paid by card at the moment. You have not been charged. Please write to us.'

/** Every error code that Brick documents (brick.md §3, §7). */
export const brickErrors: ReadonlyMap<number, BrickError> = new Map<number, BrickError>([
  // The token API, called by Brick.js.
  [200, { kind: 'entry', sentence: 'Enter your card details.', field: 'number' }],
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
        'Paymentwall did not accept a card payment from you. You have not been charged. Use another payment method, or write to us.',
    },
  ],
  // The request.
  [
    3000,
    {
      kind: 'after_sale',
      sentence: 'Paymentwall has no record of this charge. Look it up in the merchant area.',
    },
  ],
  [3001, { kind: 'setup', sentence: cannotPayHere }],
  [3002, { kind: 'setup', sentence: cannotPayHere }],
  [3003, { kind: 'entry', sentence: 'Check the number of your card.', field: 'number' }],
  [3004, { kind: 'entry', sentence: 'Check the month in which your card expires.', field: 'expiry' }],
  [3005, { kind: 'entry', sentence: 'Check the year in which your card expires.', field: 'expiry' }],
  [3006, { kind: 'entry', sentence: 'Check the expiry date of your card.', field: 'expiry' }],
  [3008, { kind: 'setup', sentence: incomplete }],
  [3009, { kind: 'setup', sentence: incomplete }],
  [3301, { kind: 'entry', sentence: 'Enter your first name as it appears on the card.', field: 'name' }],
  [3302, { kind: 'entry', sentence: 'Enter your last name as it appears on the card.', field: 'name' }],
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
        'Your bank needs to approve this payment first. Call the number on the back of your card, then try again, or use another card.',
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
  [3012, { kind: 'declined', sentence: `Your bank declined the payment. ${useAnotherCard}` }],
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
        'This type of card is not accepted. Use a Visa, Mastercard, American Express or Discover card.',
      field: 'number',
    },
  ],
  [3104, { kind: 'declined', sentence: `Cards from this country are not accepted. ${useAnotherCard}` }],
  [3200, { kind: 'declined', sentence: 'The payment did not go through. Try again, or use another card.' }],
  // Tokens and limits.
  [3111, { kind: 'expired', sentence: 'Paymentwall no longer knows this card. Enter it again.' }],
  [
    3112,
    {
      kind: 'expired',
      sentence: 'The card was entered too long ago. You have not been charged. Enter it again.',
    },
  ],
  [3113, { kind: 'setup', sentence: cannotPayHere }],
  [3114, { kind: 'expired', sentence: 'This saved card is no longer valid. Enter the card again.' }],
  [
    3115,
    { kind: 'setup', sentence: 'This amount is too small for a card payment. Use another payment method.' },
  ],
  [
    3116,
    { kind: 'setup', sentence: 'This amount is too large for a card payment. Use another payment method.' },
  ],
  [
    3205,
    {
      kind: 'duplicate',
      sentence: 'This payment was sent twice, and we are checking the first. Please don’t pay again.',
    },
  ],
  // Captures, voids and refunds.
  [3201, { kind: 'after_sale', sentence: 'The charge has already been fully refunded.' }],
  [
    3202,
    {
      kind: 'after_sale',
      sentence: 'The charge can’t be voided: it has already been captured, voided or refunded.',
    },
  ],
  [
    3203,
    {
      kind: 'after_sale',
      sentence: 'There is nothing to capture: the charge does not exist or has already been captured.',
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
      sentence: 'Paymentwall has no record of this subscription. Look it up in the merchant area.',
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
  sentence: `The payment did not go through. You have not been charged. ${useAnotherCard}`,
}

/** What an error code means; an undocumented code counts as a general decline. */
export function brickError(code: number | null | undefined): BrickError {
  return brickErrors.get(code ?? 0) ?? unknownError
}
