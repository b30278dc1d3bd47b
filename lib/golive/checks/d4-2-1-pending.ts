import type { Check } from '@/lib/golive/check'
import { acceptedPending } from '@/lib/golive/checks/d4-1-1-pending'

/** D4.2.1: what D4 shows, under its older number. */
export const declinedPending: Check = {
  ...acceptedPending,
  id: 'D4.2.1',
  title: 'Type 200 arrives for a payment that is declined later',
  asked: 'A test payment with the code 556 brings a pingback of type 200 (pending).',
  sources: [{ document: 'integration checklist', number: '4.2.1' }],
  limits:
    'The shop never sees the code of a card. It cannot tell whether 555 or 556 was entered before the review ended.',
  fix: 'Pay with a test card and the code 556.',
}
