import type { Check } from '@/lib/golive/check'
import { cancellationShown, noMembership } from '@/lib/golive/pages'

/** B5: the cancellation and refund policy can be read. */
export const cancellationPolicy: Check = {
  id: 'B5',
  version: 2,
  title: 'The cancellation and refund policy is accessible',
  asked: 'For subscriptions, the cancellation and refund policy is accessible and visible.',
  sources: [{ document: 'technical review', number: 'Subscription 2' }],
  criterion:
    'The policy page, fetched signed out, says how to get a refund and how to cancel, and each membership’s page links to it.',
  rationale: 'Buyers must be able to read how to cancel before they pay.',
  limits: 'It checks that the text is there, not whether it is legally correct.',
  fix: 'Open the refund policy signed out. Its text is in lib/policies/versions.',
  freshDays: 90,
  notUsed: noMembership,
  judge: cancellationShown,
}
