import type { ChargeState } from '@/lib/generated/prisma/enums'
import { brickError } from '@/lib/paymentwall/brick-errors'

/** Why the last try to pay a payable order by card came to nothing, in a sentence for the buyer; undefined when it did not. */
export function chargeProblem(
  charges: readonly { state: ChargeState; errorCode: number | null }[],
): string | undefined {
  const last = charges.at(-1)
  switch (last?.state) {
    case 'DECLINED':
      return brickError(last.errorCode).sentence
    case 'EXPIRED':
      return 'The payment was not confirmed with your bank. Nothing was charged. You can pay again, with this card or in another way.'
    // Of an order that can be paid again: its hold is over, whether by a void or after seven days.
    case 'AUTHORISED':
    case 'VOIDED':
      return 'The amount that was reserved on your card is released. Nothing was charged.'
    default:
      return undefined
  }
}
