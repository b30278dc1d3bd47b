import type { Check } from '@/lib/golive/check'
import { digitalOnly, shippingUnknown } from '@/lib/golive/shipping'

/** E1: goods are shipped within seven days. */
export const shippedInTime: Check = {
  id: 'E1',
  version: 1,
  title: 'Goods are shipped within seven days',
  asked: 'Card payments for physical goods are only authorised, and the goods are shipped within seven days.',
  sources: [{ document: 'technical review', number: 'Industry 1' }],
  criterion: 'The shipping calls of each order are logged.',
  rationale: 'Card schemes don’t allow charging a card before the goods are shipped.',
  limits: 'It looks only at the kinds of products in the catalogue.',
  fix: 'Nothing, as long as all products are digital.',
  freshDays: 90,
  notUsed: digitalOnly,
  judge: shippingUnknown,
}
