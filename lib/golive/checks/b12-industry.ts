import type { Check } from '@/lib/golive/check'
import { digitalOnly, shippingUnknown } from '@/lib/golive/shipping'

/** B12: requirements of the industry. */
export const industryRequirements: Check = {
  id: 'B12',
  version: 1,
  title: 'Requirements of the industry',
  asked: 'What Paymentwall asks of the merchant’s industry, such as shipping, is met.',
  sources: [{ document: 'technical review', number: 'Industry' }],
  criterion: 'The shop ships goods, and meets section E.',
  rationale: 'Card schemes have rules of their own for physical goods.',
  limits: 'It looks at what kinds of products the shop can sell.',
  fix: 'Nothing is to be done as long as all products are digital.',
  freshDays: 90,
  notUsed: digitalOnly,
  judge: shippingUnknown,
}
