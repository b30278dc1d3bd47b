import { z } from 'zod'
import type { Translate } from '@/lib/languages/locale'

/** What a buyer writes who asks for a refund; what is wrong with it is said in the reader's language. */
export function refundRequestForm(t: Translate) {
  return z.object({
    reason: z
      .string()
      .trim()
      .min(1, t('orders.refund.faults.empty'))
      .max(500, t('orders.refund.faults.long'))
      .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, t('orders.refund.faults.lines')),
  })
}
