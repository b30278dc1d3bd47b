import type { Check } from '@/lib/golive/check'
import { contactShown } from '@/lib/golive/pages'

/** F3: a support contact is easily found. */
export const supportContact: Check = {
  id: 'F3',
  version: 1,
  title: 'A support contact is easily found',
  asked: 'An e-mail address or telephone number of the support is easily found.',
  sources: [{ document: 'website standards', number: '3' }],
  criterion: 'The footer and the contact page, fetched signed out, show the support’s address.',
  rationale: 'A buyer who finds nobody asks the bank, and the bank charges back.',
  limits: 'That somebody answers is said in G2.',
  fix: 'Set SUPPORT_EMAIL, and SUPPORT_PHONE if there is one.',
  freshDays: 90,
  judge: contactShown,
}
