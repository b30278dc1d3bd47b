import type { Check } from '@/lib/golive/check'
import { repeatedDeliverOnce } from '@/lib/golive/deliveries'

/** B8: a repeated pingback never delivers twice. */
export const duplicates: Check = {
  id: 'B8',
  version: 1,
  title: 'A repeated pingback never delivers twice',
  asked: 'A pingback with an already processed ref is recognised, answered OK, and delivers nothing again.',
  sources: [{ document: 'technical review', number: 'Pingback 3' }],
  criterion:
    'At least one pingback arrived more than once, every repeat was answered OK, and no order has more deliveries than lines.',
  rationale: 'Paymentwall repeats a pingback until it receives OK, so every shop gets repeats.',
  limits:
    'It counts the repeats that arrived. A unique key in the database ensures that simultaneous repeats deliver only once.',
  fix: 'Send a pingback a second time from the merchant area, or press “Prove it now”.',
  freshDays: 90,
  judge: repeatedDeliverOnce,
}
