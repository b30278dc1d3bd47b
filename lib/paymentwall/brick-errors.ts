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

/** What a buyer is told of an error: a message of the catalogs, `charges.errors`. */
export type BrickErrorSays =
  | 'noDetails'
  | 'expiry'
  | 'expiryMonth'
  | 'expiryYear'
  | 'number'
  | 'numberAgain'
  | 'code'
  | 'wrongCode'
  | 'firstName'
  | 'lastName'
  | 'tryLater'
  | 'unavailable'
  | 'buyer'
  | 'incomplete'
  | 'approval'
  | 'balance'
  | 'declined'
  | 'cardProblem'
  | 'expired'
  | 'brand'
  | 'country'
  | 'notThrough'
  | 'forgotten'
  | 'tooLongAgo'
  | 'savedCard'
  | 'tooSmall'
  | 'tooLarge'
  | 'twice'
  | 'membership'
  | 'unknown'

interface BrickError {
  kind: BrickErrorKind
  says: BrickErrorSays
  /** Of `after_sale`: the sentence for the merchant. */
  merchant?: string
  /** The input that is at fault. */
  field?: CardField
}

/** Every error code that Brick documents (brick.md §3, §7). */
export const brickErrors: ReadonlyMap<number, BrickError> = new Map<number, BrickError>([
  // The token API, called by Brick.js.
  [200, { kind: 'entry', says: 'noDetails', field: 'number' }],
  [223, { kind: 'entry', says: 'expiry', field: 'expiry' }],
  [224, { kind: 'entry', says: 'number', field: 'number' }],
  [225, { kind: 'entry', says: 'code', field: 'cvv' }],
  [231, { kind: 'outage', says: 'tryLater' }],
  [700, { kind: 'outage', says: 'tryLater' }],
  [2111, { kind: 'setup', says: 'unavailable' }],
  // General.
  [1000, { kind: 'outage', says: 'tryLater' }],
  [1001, { kind: 'setup', says: 'unavailable' }],
  [1003, { kind: 'setup', says: 'unavailable' }],
  [4004, { kind: 'setup', says: 'unavailable' }],
  [4005, { kind: 'setup', says: 'unavailable' }],
  [4006, { kind: 'setup', says: 'unavailable' }],
  [4007, { kind: 'setup', says: 'unavailable' }],
  [4008, { kind: 'setup', says: 'unavailable' }],
  [5000, { kind: 'declined', says: 'buyer' }],
  // The request.
  [
    3000,
    {
      kind: 'after_sale',
      says: 'unknown',
      merchant: 'Paymentwall has no record of this charge. Look it up in the merchant area.',
    },
  ],
  [3001, { kind: 'setup', says: 'unavailable' }],
  [3002, { kind: 'setup', says: 'unavailable' }],
  [3003, { kind: 'entry', says: 'number', field: 'number' }],
  [3004, { kind: 'entry', says: 'expiryMonth', field: 'expiry' }],
  [3005, { kind: 'entry', says: 'expiryYear', field: 'expiry' }],
  [3006, { kind: 'entry', says: 'expiry', field: 'expiry' }],
  [3008, { kind: 'setup', says: 'incomplete' }],
  [3009, { kind: 'setup', says: 'incomplete' }],
  [3301, { kind: 'entry', says: 'firstName', field: 'name' }],
  [3302, { kind: 'entry', says: 'lastName', field: 'name' }],
  [3303, { kind: 'setup', says: 'incomplete' }],
  [3304, { kind: 'setup', says: 'incomplete' }],
  [3305, { kind: 'setup', says: 'incomplete' }],
  [3306, { kind: 'setup', says: 'incomplete' }],
  // Declines.
  [3010, { kind: 'declined', says: 'approval' }],
  [3011, { kind: 'declined', says: 'balance' }],
  [3012, { kind: 'declined', says: 'declined' }],
  [3013, { kind: 'declined', says: 'cardProblem' }],
  [3014, { kind: 'entry', says: 'wrongCode', field: 'cvv' }],
  [3101, { kind: 'entry', says: 'numberAgain', field: 'number' }],
  [3102, { kind: 'declined', says: 'expired', field: 'expiry' }],
  [3103, { kind: 'declined', says: 'brand', field: 'number' }],
  [3104, { kind: 'declined', says: 'country' }],
  [3200, { kind: 'declined', says: 'notThrough' }],
  // Tokens and limits.
  [3111, { kind: 'expired', says: 'forgotten' }],
  [3112, { kind: 'expired', says: 'tooLongAgo' }],
  [3113, { kind: 'setup', says: 'unavailable' }],
  [3114, { kind: 'expired', says: 'savedCard' }],
  [3115, { kind: 'setup', says: 'tooSmall' }],
  [3116, { kind: 'setup', says: 'tooLarge' }],
  [3205, { kind: 'duplicate', says: 'twice' }],
  // Captures, voids and refunds.
  [3201, { kind: 'after_sale', says: 'unknown', merchant: 'The charge has already been fully refunded.' }],
  [
    3202,
    {
      kind: 'after_sale',
      says: 'unknown',
      merchant: 'The charge can’t be voided: it has already been captured, voided or refunded.',
    },
  ],
  [
    3203,
    {
      kind: 'after_sale',
      says: 'unknown',
      merchant: 'There is nothing to capture: the charge does not exist or has already been captured.',
    },
  ],
  [
    3204,
    {
      kind: 'after_sale',
      says: 'unknown',
      merchant: 'The charge can’t be refunded. Look it up in the merchant area.',
    },
  ],
  [
    3206,
    {
      kind: 'after_sale',
      says: 'unknown',
      merchant: 'The authorisation has expired: the amount is no longer reserved.',
    },
  ],
  // Subscriptions.
  [3401, { kind: 'setup', says: 'membership' }],
  [
    3402,
    {
      kind: 'after_sale',
      says: 'unknown',
      merchant: 'Paymentwall has no record of this subscription. Look it up in the merchant area.',
    },
  ],
  [3403, { kind: 'setup', says: 'membership' }],
  [3404, { kind: 'setup', says: 'membership' }],
  [3405, { kind: 'setup', says: 'membership' }],
  [3406, { kind: 'setup', says: 'membership' }],
  [3407, { kind: 'setup', says: 'membership' }],
  [3408, { kind: 'setup', says: 'membership' }],
])

const unknownError: BrickError = { kind: 'declined', says: 'unknown' }

/** What an error code means; an undocumented code counts as a general decline. */
export function brickError(code: number | null | undefined): BrickError {
  return brickErrors.get(code ?? 0) ?? unknownError
}
