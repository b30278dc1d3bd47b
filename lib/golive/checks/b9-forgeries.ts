import { forgeriesRefused } from '@/lib/golive/arrivals'
import type { Check } from '@/lib/golive/check'

/** B9: a wrong signature is refused. */
export const forgeries: Check = {
  id: 'B9',
  version: 1,
  title: 'A wrong signature is refused',
  asked: 'A pingback with a wrong signature is discarded.',
  sources: [{ document: 'technical review', number: 'Pingback 4' }],
  criterion:
    'At least one pingback with a wrong signature arrived, was answered otherwise than OK, and changed nothing. A forged one that this check sends is refused too.',
  rationale: 'Anybody can call the listener. Without this check, anybody could have goods without paying.',
  limits:
    'It judges what was tried. That nothing else passes is shown by the automated tests of the signature.',
  fix: 'Change one character of a pingback’s sig and send it, or press “Prove it now”.',
  freshDays: 90,
  judge: forgeriesRefused,
}
