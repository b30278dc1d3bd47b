import { db } from '@/lib/db'
import type { RefusedPingback } from '@/lib/generated/prisma/client'
import { beyond } from '@/lib/operators/data'
import { type Page, type PageRequest, readRows } from '@/lib/paging'

/** A refused pingback as it may be shown. */
export type RefusedRow = Omit<RefusedPingback, 'sealed' | 'fingerprint'>

/** The refused pingbacks that wait for a change of settings (`npm run pingback:refused`), oldest first, masked. */
export function listRefused() {
  return db().refusedPingback.findMany({
    omit: { sealed: true, fingerprint: true },
    orderBy: { id: 'asc' },
  })
}

/** A page of the same, the newest first. */
export function listRefusedRows(request: PageRequest): Promise<Page<RefusedRow>> {
  return readRows(
    request,
    ({ id }: RefusedRow) => String(id),
    (id, take) =>
      db().refusedPingback.findMany({
        where: beyond(request),
        omit: { sealed: true, fingerprint: true },
        orderBy: { id },
        take,
      }),
  )
}

/** Events of the ledger that wait for somebody to apply them, or did, the oldest first. */
export function listStored(ids: readonly bigint[]) {
  return db().pingback.findMany({
    where: { id: { in: [...ids] } },
    omit: { digest: true },
    orderBy: { id: 'asc' },
  })
}
