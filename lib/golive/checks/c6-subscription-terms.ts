import { noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { allOf } from '@/lib/golive/judgement'
import { cancellationShown, conditionsShown, noMembership } from '@/lib/golive/pages'

/** C6: subscription conditions and policies are shown. */
export const subscriptionTerms: Check = {
  id: 'C6',
  version: 2,
  title: 'Subscription conditions and policies are shown',
  asked:
    'For subscriptions by card, the conditions are shown, and the cancellation and refund policy is visible.',
  sources: [{ document: 'technical review', number: 'Brick 6' }],
  criterion: 'Points B4 and B5 are met.',
  rationale: 'Card schemes require that buyers are told about recurring charges before they pay.',
  limits: 'It uses the same pages as B4 and B5: the checkout offers both card and widget.',
  fix: 'See B4 and B5.',
  freshDays: 90,
  notUsed: async (context) => noCards(context) ?? (await noMembership(context)),
  judge: async (context) => allOf(await conditionsShown(context), await cancellationShown(context)),
}
