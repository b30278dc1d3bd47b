import type { Check } from '@/lib/golive/check'
import { digitalOnly, shippingUnknown } from '@/lib/golive/shipping'

/** E3: every status of the delivery is sent. */
export const shippingStatuses: Check = {
  id: 'E3',
  version: 1,
  title: 'Every delivery status is sent',
  asked: 'The statuses order_placed, package_prepared, delivering and delivered are sent.',
  sources: [{ document: 'technical review', number: 'Industry 3' }],
  criterion: 'The shipping calls of each order are logged.',
  rationale: 'Card schemes don’t allow charging a card before the goods are shipped.',
  limits: 'It looks only at the kinds of products in the catalogue.',
  fix: 'Nothing, as long as all products are digital.',
  freshDays: 90,
  notUsed: digitalOnly,
  judge: shippingUnknown,
}
