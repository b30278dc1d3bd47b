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
    'At least one pingback with a wrong signature arrived, was not answered OK, and changed nothing. A forged pingback sent by this check is refused too.',
  rationale: 'Anyone can call the listener. Without signature checks, anyone could get goods without paying.',
  limits: 'It covers only what was tried. The automated tests of the signature cover the rest.',
  fix: 'Send a pingback with one character of its sig changed, or press “Prove it now”.',
  freshDays: 90,
  judge: forgeriesRefused,
}
