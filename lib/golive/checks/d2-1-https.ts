import type { Check } from '@/lib/golive/check'
import { paymentPageHttps } from '@/lib/golive/checks/c1-https'

/** D2.1: what C1 shows, under its older number. */
export const cardPageHttps: Check = {
  ...paymentPageHttps,
  id: 'D2.1',
  title: 'The payment page is on HTTPS',
  asked: 'The page where cards are entered uses HTTPS.',
  sources: [{ document: 'integration checklist', number: '2.1' }],
}
