import type { Check } from '@/lib/golive/check'
import { forgeries } from '@/lib/golive/checks/b9-forgeries'

/** D3.2.4: what B9 shows, under its older number. */
export const wrongSignature: Check = {
  ...forgeries,
  id: 'D3.2.4',
  title: 'A wrong signature is rejected',
  asked: 'A pingback with a wrong signature is rejected.',
  sources: [{ document: 'integration checklist', number: '3.2.4' }],
}
