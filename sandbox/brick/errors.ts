import type { Settings } from '../core/settings'

const texts = {
  200: 'The request is empty',
  223: 'Please enter a valid expiry date',
  224: 'Please enter a valid card number',
  225: 'Please enter a valid security code',
  1000: 'Internal error',
  2111: 'The public key is missing or wrong',
  3000: 'The charge was not found',
  3002: 'The amount is not valid',
  3008: 'A required field is missing',
  3010: 'The transaction was declined. Please use a different card or contact your bank',
  3011: 'Please check the balance of your card with your bank',
  3012: 'The transaction was declined. Please use a different card or contact your bank',
  3014: 'The security code is wrong',
  3101: 'Please check the card number',
  3103: 'This card brand is not supported',
  3111: 'The token was not found',
  3112: 'The one-time token is not valid',
  3114: 'The token was deleted',
  3115: 'The amount is too small',
  3116: 'The amount is too large',
  3201: 'The charge has already been refunded',
  3202: 'The charge cannot be cancelled',
  3203: 'The charge was not found or has already been captured',
  3204: 'The charge cannot be refunded',
  3205: 'This is a duplicate charge',
  3206: 'The authorization has expired',
  3301: 'The first name is missing',
  3302: 'The last name is missing',
  3401: 'The period is not valid',
  3402: 'The subscription was not found',
  3403: 'The duration of the period is not valid',
  3404: 'Parameters of the trial are missing',
  3405: 'The period of the trial is not valid',
  3406: 'The duration of the trial is not valid',
  3407: 'The amount of the trial is not valid',
  4004: 'There is no such method',
  4005: 'The request is empty',
  4006: 'The API key is missing',
  4007: 'The API key is not valid',
} as const

export type BrickErrorCode = keyof typeof texts

/** Where the documentation words a refusal in another way than the clients' own tests expect. */
const documentedTexts: Partial<Record<BrickErrorCode, string>> = {
  3010: 'The card issuer must approve the transaction. Please contact your bank',
}

const statuses: Partial<Record<BrickErrorCode, 401 | 404 | 500>> = {
  1000: 500,
  3000: 404,
  3402: 404,
  4004: 404,
  4006: 401,
  4007: 401,
}

/** A refusal with one of the provider's codes. */
export class BrickError extends Error {
  readonly status: 400 | 401 | 404 | 500

  constructor(
    readonly code: BrickErrorCode,
    detail?: string,
  ) {
    super(detail ? `${texts[code]}: ${detail}` : texts[code])
    this.status = statuses[code] ?? 400
  }

  view(wording: Settings['declineWording']) {
    const documented = wording === 'documentation' ? documentedTexts[this.code] : undefined
    return { type: 'Error', code: this.code, error: documented ?? this.message }
  }
}
