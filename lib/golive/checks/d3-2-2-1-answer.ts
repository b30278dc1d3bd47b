import type { Check } from '@/lib/golive/check'
import { reversalReceived } from '@/lib/golive/checks/d3-2-2-reversal'

/** D3.2.2.1: what D3 shows, under its older number. */
export const reversalAnswered: Check = {
  ...reversalReceived,
  id: 'D3.2.2.1',
  title: 'Type 2 is answered OK',
  asked: 'The answer to a pingback of type 2 is exactly OK.',
  sources: [{ document: 'integration checklist', number: '3.2.2.1' }],
  criterion: 'The newest pingback of type 2 was answered with status 200 and the body OK.',
}
