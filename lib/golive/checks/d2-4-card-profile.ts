import { chargesBear, noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

const profile = ['uid', 'email', 'history[registration_date]', 'history[payments_number]']

/** D2.4: the User Profile API is implemented for cards. */
export const cardProfile: Check = {
  id: 'D2.4',
  version: 1,
  title: 'The User Profile API is implemented for cards',
  asked:
    'Charges tell Paymentwall what the merchant knows of the buyer: the e-mail address, the day of registration, and the history of payments.',
  sources: [{ document: 'integration checklist', number: '2.4' }],
  criterion:
    'Every charge was sent with the uid, the e-mail address, the registration date and the number of payments.',
  rationale: 'Paymentwall’s risk check tells an old customer from a stranger by it.',
  limits: 'The names of what was sent are kept, not the values. The newest 200 charges are looked at.',
  fix: 'Make a charge. Charges of a version of the shop before this check are not counted.',
  freshDays: 30,
  notUsed: noCards,
  judge: (context) => chargesBear(context, profile, 'the buyer’s profile'),
}
