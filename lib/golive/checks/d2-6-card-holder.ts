import { chargesBear, noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

const holder = ['customer[firstname]', 'customer[lastname]']

/** D2.6: the card holder’s name is passed. */
export const cardHolder: Check = {
  id: 'D2.6',
  version: 1,
  title: 'The card holder’s name is passed',
  asked: 'The first and last name of the card holder are passed with the charge.',
  sources: [{ document: 'integration checklist', number: '2.6' }],
  criterion: 'Every charge was sent with customer[firstname] and customer[lastname], neither of them empty.',
  rationale: 'The bank compares it in its risk check.',
  limits: 'The names of what was sent are kept, not the values. The newest 200 charges are looked at.',
  fix: 'Make a charge with the card holder’s full name. A name of one word gives no last name.',
  freshDays: 30,
  notUsed: noCards,
  judge: (context) => chargesBear(context, holder, 'the card holder’s first and last name'),
}
