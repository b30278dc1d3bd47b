import { type CardSecret, cardSecretSchema } from '@/lib/saved-cards/schema'
import { seal, unseal } from '@/lib/security/seal'

const place = (cardId: string) => `saved-card ${cardId}`

/** Seals a card's secret to the card: copied to another one it opens nothing. */
export function sealSecret(cardId: string, secret: CardSecret): Uint8Array<ArrayBuffer> {
  return seal(JSON.stringify(secret), place(cardId))
}

/** The secret of a card; undefined after its key is gone. */
export function openSecret(card: { id: string; sealed: Uint8Array }): CardSecret | undefined {
  const text = unseal(card.sealed, place(card.id))
  return text ? cardSecretSchema.parse(JSON.parse(text)) : undefined
}
