import { db } from '@/lib/db'
import type { OrderId, Uid } from '@/lib/ids'

/** What a note is about. */
export type NoteSubject = { orderId: OrderId } | { uid: Uid }

/** Within so many milliseconds the same note by the same author is one that was sent twice. */
const repeatedWithin = 5 * 60_000

/**
 * Adds a private note to an order or a customer.
 *
 * @param author the operator's e-mail address
 * @returns `repeated` when it was added moments ago, `missing` when there is nothing to add it to; then nothing changes
 */
export async function addNote(
  subject: NoteSubject,
  author: string,
  text: string,
): Promise<'added' | 'repeated' | 'missing'> {
  return db().$transaction(async (transaction) => {
    const found =
      'orderId' in subject
        ? await transaction.$queryRaw<
            unknown[]
          >`SELECT 1 FROM orders WHERE id = ${subject.orderId} FOR NO KEY UPDATE`
        : await transaction.$queryRaw<
            unknown[]
          >`SELECT 1 FROM users WHERE uid = ${subject.uid} FOR NO KEY UPDATE`
    if (found.length === 0) return 'missing'
    const since = new Date(Date.now() - repeatedWithin)
    const known = await transaction.note.findFirst({
      where: { ...subject, author, text, createdAt: { gt: since } },
      select: { id: true },
    })
    if (known) return 'repeated'
    await transaction.note.create({ data: { ...subject, author, text } })
    return 'added'
  })
}
