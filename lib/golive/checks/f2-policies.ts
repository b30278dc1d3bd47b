import type { Check } from '@/lib/golive/check'
import { policiesShown } from '@/lib/golive/pages'

/** F2: terms, privacy and refund policies are visible. */
export const policiesVisible: Check = {
  id: 'F2',
  version: 1,
  title: 'Terms, privacy and refund policies are visible',
  asked: 'Terms of service, privacy policy and refund policy are clearly visible on the website.',
  sources: [{ document: 'website standards', number: '2' }],
  criterion:
    'Each policy page, fetched signed out, exists and is not empty, and the pages link to all three.',
  rationale: 'Card schemes require that buyers can read what they agree to.',
  limits: 'It checks that the texts are there, not whether they are legally correct.',
  fix: 'Open each policy signed out and see what is missing.',
  freshDays: 90,
  judge: policiesShown,
}
