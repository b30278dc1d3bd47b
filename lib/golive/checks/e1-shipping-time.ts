import type { Check } from '@/lib/golive/check'
import { digitalOnly, shippingUnknown } from '@/lib/golive/shipping'

/** E1: goods are shipped within seven days. */
export const shippedInTime: Check = {
  id: 'E1',
  version: 1,
  title: 'Goods are shipped within seven days',
  asked: 'Card payments for physical goods are authorised only, and the goods are shipped within seven days.',
  sources: [{ document: 'technical review', number: 'Industry 1' }],
  criterion: 'The shop ships goods, and the calls for each order are logged.',
  rationale: 'Card schemes don’t allow a card to be charged before the goods are shipped.',
  limits: 'It looks at what kinds of products the shop can sell.',
  fix: 'Nothing is to be done as long as all products are digital.',
  freshDays: 90,
  notUsed: digitalOnly,
  judge: shippingUnknown,
}
