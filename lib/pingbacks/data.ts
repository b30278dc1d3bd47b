import { db } from '@/lib/db'

/** The refused pingbacks that wait for a setting (`npm run pingback:refused`), the oldest first, as they may be shown. */
export function listRefused() {
  return db().refusedPingback.findMany({
    omit: { sealed: true, fingerprint: true },
    orderBy: { id: 'asc' },
  })
}
