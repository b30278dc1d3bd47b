import { chargesBear, noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

const profile = ['uid', 'email', 'history[registration_date]', 'history[payments_number]']

/** D2.4: the User Profile API is implemented for cards. */
export const cardProfile: Check = {
  id: 'D2.4',
  version: 1,
  title: 'The User Profile API is implemented for cards',
  asked:
    'Charges include what the merchant knows about the buyer: e-mail address, registration date and payment history.',
  sources: [{ document: 'integration checklist', number: '2.4' }],
  criterion:
    'Every charge included the uid, the e-mail address, the registration date and the number of payments.',
  rationale: 'Paymentwall’s risk check uses it to tell a returning customer from a new one.',
  limits:
    'The shop stores the names of the parameters sent, not their values. Only the newest 200 charges of the last 30 days are checked.',
  fix: 'Make a charge. Charges made before the shop recorded parameter names are not counted.',
  freshDays: 30,
  notUsed: noCards,
  judge: (context) => chargesBear(context, profile, 'the buyer’s profile'),
}
