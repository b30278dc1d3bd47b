import type { Check } from '@/lib/golive/check'
import { digitalOnly, shippingUnknown } from '@/lib/golive/shipping'

/** E3: every status of the delivery is sent. */
export const shippingStatuses: Check = {
  id: 'E3',
  version: 1,
  title: 'Every status of the delivery is sent',
  asked: 'The statuses order_placed, package_prepared, delivering and delivered are sent.',
  sources: [{ document: 'technical review', number: 'Industry 3' }],
  criterion: 'The shop ships goods, and the calls for each order are logged.',
  rationale: 'Card schemes don’t allow a card to be charged before the goods are shipped.',
  limits: 'It looks at what kinds of products the shop can sell.',
  fix: 'Nothing is to be done as long as all products are digital.',
  freshDays: 90,
  notUsed: digitalOnly,
  judge: shippingUnknown,
}
