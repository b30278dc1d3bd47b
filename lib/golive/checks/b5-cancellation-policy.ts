import type { Check } from '@/lib/golive/check'
import { cancellationShown, noMembership } from '@/lib/golive/pages'

/** B5: the cancellation and refund policy can be read. */
export const cancellationPolicy: Check = {
  id: 'B5',
  version: 1,
  title: 'The cancellation and refund policy can be read',
  asked: 'For subscriptions, the cancellation and refund policy is accessible and visible.',
  sources: [{ document: 'technical review', number: 'Subscription 2' }],
  criterion:
    'The policy page, fetched signed out, says how to get a refund and how to cancel, and the page of each membership links to it.',
  rationale: 'A buyer must be able to read, before paying, how to get out again.',
  limits: 'It reads that the words are there, not whether the text is right in law.',
  fix: 'Open the refund policy signed out. Its text is kept with the policies of the shop.',
  freshDays: 90,
  notUsed: noMembership,
  judge: cancellationShown,
}
