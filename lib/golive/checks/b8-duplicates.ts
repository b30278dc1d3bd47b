import type { Check } from '@/lib/golive/check'
import { repeatedDeliverOnce } from '@/lib/golive/deliveries'

/** B8: a repeated pingback never delivers twice. */
export const duplicates: Check = {
  id: 'B8',
  version: 1,
  title: 'A repeated pingback never delivers twice',
  asked: 'A pingback whose ref was processed before is recognised, answered OK, and delivers nothing again.',
  sources: [{ document: 'technical review', number: 'Pingback 3' }],
  criterion:
    'At least one pingback arrived again, every repetition was answered OK, and no order has more deliveries than lines.',
  rationale: 'Paymentwall repeats a pingback until it reads OK, so every shop gets repetitions.',
  limits:
    'It counts the repetitions that came. That any number of them at once deliver once is held by a unique key in the database.',
  fix: 'Send a pingback a second time from the merchant area, or press “Prove it now”.',
  freshDays: 90,
  judge: repeatedDeliverOnce,
}
