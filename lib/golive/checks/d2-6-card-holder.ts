import { chargesBear, noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

const holder = ['customer[firstname]', 'customer[lastname]']

/** D2.6: the card holder’s name is passed. */
export const cardHolder: Check = {
  id: 'D2.6',
  version: 1,
  title: 'The cardholder’s name is passed',
  asked: 'The cardholder’s first and last name are passed with the charge.',
  sources: [{ document: 'integration checklist', number: '2.6' }],
  criterion: 'Every charge included customer[firstname] and customer[lastname], neither of them empty.',
  rationale: 'The bank uses it in its risk check.',
  limits:
    'The shop stores the names of the parameters sent, not their values. Only the newest 200 charges of the last 30 days are checked.',
  fix: 'Make a charge with the cardholder’s full name. A one-word name gives no last name.',
  freshDays: 30,
  notUsed: noCards,
  judge: (context) => chargesBear(context, holder, 'the card holder’s first and last name'),
}
