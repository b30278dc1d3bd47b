import type { Check } from '@/lib/golive/check'
import { contactShown } from '@/lib/golive/pages'

/** F3: a support contact is easily found. */
export const supportContact: Check = {
  id: 'F3',
  version: 1,
  title: 'A support contact is easy to find',
  asked: 'An e-mail address or telephone number for support is easy to find.',
  sources: [{ document: 'website standards', number: '3' }],
  criterion: 'The footer and the contact page, fetched signed out, show the support address.',
  rationale: 'A buyer who can’t reach support asks the bank for a chargeback.',
  limits: 'Whether anyone answers is attested in G2.',
  fix: 'Set SUPPORT_EMAIL, and SUPPORT_PHONE if you have a telephone number.',
  freshDays: 90,
  judge: contactShown,
}
