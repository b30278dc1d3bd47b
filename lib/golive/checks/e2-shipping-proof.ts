import type { Check } from '@/lib/golive/check'
import { digitalOnly, shippingUnknown } from '@/lib/golive/shipping'

/** E2: shipping is proven. */
export const proofOfShipping: Check = {
  id: 'E2',
  version: 1,
  title: 'Proof of shipping is sent',
  asked:
    'Proof of shipping is sent through the Delivery Confirmation API, with tracking id, link and carrier.',
  sources: [{ document: 'technical review', number: 'Industry 2' }],
  criterion: 'The shipping calls of each order are logged.',
  rationale: 'Card schemes don’t allow charging a card before the goods are shipped.',
  limits: 'It looks only at the kinds of products in the catalogue.',
  fix: 'Nothing, as long as all products are digital.',
  freshDays: 90,
  notUsed: digitalOnly,
  judge: shippingUnknown,
}
