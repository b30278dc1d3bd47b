import type { Check } from '@/lib/golive/check'
import { testPayment } from '@/lib/golive/checks/b3-test-payment'

/** D1.4: what B3 shows, under its older number. */
export const widgetTestPayment: Check = {
  ...testPayment,
  id: 'D1.4',
  title: 'A test payment was made',
  asked: 'A payment was made with the Test Payment Method.',
  sources: [{ document: 'integration checklist', number: '1.4' }],
}
