import type { Check } from '@/lib/golive/check'
import { duplicates } from '@/lib/golive/checks/b8-duplicates'

/** D3.2.3: what B8 shows, under its older number. */
export const repeatedRejected: Check = {
  ...duplicates,
  id: 'D3.2.3',
  title: 'A repeated ref is rejected',
  asked: 'A pingback with an already processed ref is rejected.',
  sources: [{ document: 'integration checklist', number: '3.2.3' }],
  limits:
    'The shop answers OK but delivers nothing again. After a refusal Paymentwall would send the pingback again every half hour.',
}
