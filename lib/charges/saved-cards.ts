import { z } from 'zod'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { seal, unseal } from '@/lib/security/seal'

/** A saved card as its owner sees it. */
export interface SavedCardView {
  id: string
  brand: string
  last4: string
  expMonth: string
  expYear: string
  savedAt: Date
}

const secretSchema = z.object({
  token: z.string(),
  /** A permanent token goes with the address it was made for (brick.md §12). */
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
})

type CardSecret = z.infer<typeof secretSchema>

const view = { id: true, brand: true, last4: true, expMonth: true, expYear: true, savedAt: true } as const

const sealedAt = (cardId: string) => `saved-card ${cardId}`

/** Keeps a card for its owner, who asked for it. The same card saved again takes the place of the first. */
export async function saveCard(
  uid: string,
  card: { brand: string; last4: string; expMonth: string; expYear: string },
  secret: CardSecret,
): Promise<void> {
  const { brand, last4, expMonth, expYear } = card
  const same = { uid, brand, last4, expMonth, expYear }
  const id = newId()
  await db().$transaction([
    db().savedCard.deleteMany({ where: same }),
    db().savedCard.create({ data: { id, ...same, sealed: seal(JSON.stringify(secret), sealedAt(id)) } }),
  ])
}

/** A buyer's saved cards that have not expired, the last saved first. */
export async function listCards(uid: string, now = new Date()): Promise<SavedCardView[]> {
  const cards = await db().savedCard.findMany({ where: { uid }, select: view, orderBy: { savedAt: 'desc' } })
  const month = now.toISOString().slice(0, 7)
  return cards.filter((card) => `${card.expYear}-${card.expMonth}` >= month)
}

/** The permanent token of a buyer's card, and what it goes with; undefined for another's card and after a lost key. */
export async function findCardSecret(cardId: string, uid: string): Promise<CardSecret | undefined> {
  const card = await db().savedCard.findFirst({ where: { id: cardId, uid } })
  const text = card && unseal(card.sealed, sealedAt(card.id))
  return text ? secretSchema.parse(JSON.parse(text)) : undefined
}

/** Deletes a buyer's card. Returns whether there was one. */
export async function deleteCard(cardId: string, uid: string): Promise<boolean> {
  const { count } = await db().savedCard.deleteMany({ where: { id: cardId, uid } })
  return count > 0
}
