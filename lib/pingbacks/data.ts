import { db } from '@/lib/db'

/** The refused pingbacks that wait for a change of settings (`npm run pingback:refused`), oldest first, masked. */
export function listRefused() {
  return db().refusedPingback.findMany({
    omit: { sealed: true, fingerprint: true },
    orderBy: { id: 'asc' },
  })
}
