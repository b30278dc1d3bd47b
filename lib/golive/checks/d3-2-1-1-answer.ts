import type { Check } from '@/lib/golive/check'
import { paymentReceived } from '@/lib/golive/checks/d3-2-1-payment'

/** D3.2.1.1: what D3 shows, under its older number. */
export const paymentAnswered: Check = {
  ...paymentReceived,
  id: 'D3.2.1.1',
  title: 'Type 0 is answered OK',
  asked: 'The answer to a pingback of type 0 is exactly OK.',
  sources: [{ document: 'integration checklist', number: '3.2.1.1' }],
  criterion: 'The newest pingback of type 0 was answered with status 200 and the body OK.',
}
