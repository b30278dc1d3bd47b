import { type Part, readParts } from '@/lib/buyer-parts'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
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

/** A buyer's saved cards that have not expired at the end of their month, the last saved first. */
export function cardsPart(now = new Date()): Part<SavedCardView[]> {
  return {
    sql: Prisma.sql`
      SELECT coalesce(json_agg(r ORDER BY r."savedAt" DESC), '[]') FROM (
        SELECT id, brand, last4, exp_month AS "expMonth", exp_year AS "expYear", saved_at AS "savedAt"
        FROM saved_cards WHERE uid = u.uid AND exp_year || '-' || exp_month >= ${now.toISOString().slice(0, 7)}) AS r`,
  }
}

/** The same, read by itself. */
export async function listCards(uid: Uid, now = new Date()): Promise<SavedCardView[]> {
  return (await readParts(uid, { cards: cardsPart(now) })).cards
}

/** The permanent token of a buyer's card, and what it goes with; undefined for another's card and without its key. */
export async function findCardSecret(cardId: string, uid: Uid): Promise<CardSecret | undefined> {
  const card = await db().savedCard.findFirst({ where: { id: cardId, uid } })
  return card ? openSecret(card) : undefined
}
