import type { Check } from '@/lib/golive/check'
import { paymentPageHttps } from '@/lib/golive/checks/c1-https'

/** F5: what C1 shows, for every payment method. */
export const paymentPageTls: Check = {
  ...paymentPageHttps,
  id: 'F5',
  title: 'The payment page uses TLS',
  asked: 'The payment page uses TLS: its address begins with https://.',
  sources: [{ document: 'website standards', number: '5' }],
  notUsed: () => undefined,
}
