import type { Check } from '@/lib/golive/check'
import { persistentUid } from '@/lib/golive/checks/b2-uid'

/** D1.2: what B2 shows, under its older number. */
export const uidPersistent: Check = {
  ...persistentUid,
  id: 'D1.2',
  title: 'The uid is persistent and unique',
  asked: 'Each user has one uid, which never changes and is not shared.',
  sources: [{ document: 'integration checklist', number: '1.2' }],
}
