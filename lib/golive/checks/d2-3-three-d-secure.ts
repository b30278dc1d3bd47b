import type { Check } from '@/lib/golive/check'
import { threeDSecure } from '@/lib/golive/checks/c4-three-d-secure'

/** D2.3: what C4 shows, under its older number. */
export const secureImplemented: Check = {
  ...threeDSecure,
  id: 'D2.3',
  title: '3-D Secure is implemented',
  asked: 'The 3-D Secure step is implemented.',
  sources: [{ document: 'integration checklist', number: '2.3' }],
}
