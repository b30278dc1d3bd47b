import type { Check } from '@/lib/golive/check'
import { cancellationPolicy } from '@/lib/golive/checks/b5-cancellation-policy'

/** D2.9.4: what B5 shows, under its older number. */
export const recurringPolicy: Check = {
  ...cancellationPolicy,
  id: 'D2.9.4',
  title: 'The cancellation and refund policy is visible',
  asked: 'The cancellation and refund policy is visible.',
  sources: [{ document: 'integration checklist', number: '2.9.4' }],
}
