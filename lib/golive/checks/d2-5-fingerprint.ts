import type { Check } from '@/lib/golive/check'
import { fingerprint } from '@/lib/golive/checks/c3-fingerprint'

/** D2.5: what C3 shows, under its older number. */
export const fingerprintSent: Check = {
  ...fingerprint,
  id: 'D2.5',
  title: 'The fingerprint is sent',
  asked: 'The fingerprint from Brick.js is sent with the charge.',
  sources: [{ document: 'integration checklist', number: '2.5' }],
}
