import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'
import type { CardSecret } from '@/lib/saved-cards/schema'
import { openSecret } from '@/lib/saved-cards/secret'

/** A saved card as its owner sees it. */
export interface SavedCardView {
  id: string
  brand: string
  last4: string
  expMonth: string
  expYear: string
  savedAt: Date
}

const view = { id: true, brand: true, last4: true, expMonth: true, expYear: true, savedAt: true } as const

/** A buyer's saved cards that have not expired, the last saved first. */
export async function listCards(uid: Uid, now = new Date()): Promise<SavedCardView[]> {
  const cards = await db().savedCard.findMany({ where: { uid }, select: view, orderBy: { savedAt: 'desc' } })
  const month = now.toISOString().slice(0, 7)
  return cards.filter((card) => `${card.expYear}-${card.expMonth}` >= month)
}

/** The permanent token of a buyer's card, and what it goes with; undefined for another's card and without its key. */
export async function findCardSecret(cardId: string, uid: Uid): Promise<CardSecret | undefined> {
  const card = await db().savedCard.findFirst({ where: { id: cardId, uid } })
  return card ? openSecret(card) : undefined
}
