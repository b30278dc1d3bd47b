import type { Check } from '@/lib/golive/check'
import { tracking } from '@/lib/golive/checks/b10-tracking'

/** D3.3: what B10 shows, under its older number. */
export const trackedDelivered: Check = {
  ...tracking,
  id: 'D3.3',
  title: 'Pingbacks are tracked and the product delivered',
  asked: 'Pingbacks are tracked, and the product is delivered.',
  sources: [{ document: 'integration checklist', number: '3.3' }],
}
