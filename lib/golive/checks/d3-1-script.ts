import type { Check } from '@/lib/golive/check'
import { listener } from '@/lib/golive/checks/b6-listener'

/** D3.1: what B6 shows, under its older number. */
export const pingbackScript: Check = {
  ...listener,
  id: 'D3.1',
  title: 'The pingback script is set up',
  asked: 'A pingback script is set up.',
  sources: [{ document: 'integration checklist', number: '3.1' }],
}
