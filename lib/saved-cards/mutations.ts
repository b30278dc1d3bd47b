import { db } from '@/lib/db'
import { newId, type Uid } from '@/lib/ids'
import type { CardSecret } from '@/lib/saved-cards/schema'
import { sealSecret } from '@/lib/saved-cards/secret'

/** Keeps a card for its owner, who asked for it. The same card saved again takes the place of the first. */
export async function saveCard(
  uid: Uid,
  card: { brand: string; last4: string; expMonth: string; expYear: string },
  secret: CardSecret,
): Promise<void> {
  const { brand, last4, expMonth, expYear } = card
  const same = { uid, brand, last4, expMonth, expYear }
  const id = newId()
  await db().$transaction([
    db().savedCard.deleteMany({ where: same }),
    db().savedCard.create({ data: { id, ...same, sealed: sealSecret(id, secret) } }),
  ])
}

/** Deletes a buyer's card. Returns whether there was one. */
export async function deleteCard(cardId: string, uid: Uid): Promise<boolean> {
  const { count } = await db().savedCard.deleteMany({ where: { id: cardId, uid } })
  return count > 0
}
