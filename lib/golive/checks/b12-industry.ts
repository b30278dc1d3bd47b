import type { Check } from '@/lib/golive/check'
import { digitalOnly, shippingUnknown } from '@/lib/golive/shipping'

/** B12: requirements of the industry. */
export const industryRequirements: Check = {
  id: 'B12',
  version: 1,
  title: 'Industry-specific requirements',
  asked: 'Paymentwall’s requirements for the merchant’s industry, such as shipping, are met.',
  sources: [{ document: 'technical review', number: 'Industry' }],
  criterion: 'The points of section E are met.',
  rationale: 'Card schemes have additional rules for physical goods.',
  limits: 'It looks only at the kinds of products in the catalogue.',
  fix: 'Nothing, as long as all products are digital.',
  freshDays: 90,
  notUsed: digitalOnly,
  judge: shippingUnknown,
}
