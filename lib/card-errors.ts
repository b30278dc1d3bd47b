import type { Translate } from '@/lib/languages/locale'
import { brickError } from '@/lib/paymentwall/brick-errors'

/** What an error code of Brick means for the buyer, and what to do: in a sentence or two. */
export function cardErrorSentence(t: Translate, code: number | null | undefined): string {
  return t(`charges.errors.${brickError(code).says}`)
}
