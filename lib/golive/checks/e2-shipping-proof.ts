import type { Check } from '@/lib/golive/check'
import { digitalOnly, shippingUnknown } from '@/lib/golive/shipping'

/** E2: shipping is proven. */
export const proofOfShipping: Check = {
  id: 'E2',
  version: 1,
  title: 'Shipping is proven',
  asked: 'Shipping is proven through the Delivery Confirmation API, with tracking id, link and carrier.',
  sources: [{ document: 'technical review', number: 'Industry 2' }],
  criterion: 'The shop ships goods, and the calls for each order are logged.',
  rationale: 'Card schemes don’t allow a card to be charged before the goods are shipped.',
  limits: 'It looks at what kinds of products the shop can sell.',
  fix: 'Nothing is to be done as long as all products are digital.',
  freshDays: 90,
  notUsed: digitalOnly,
  judge: shippingUnknown,
}
