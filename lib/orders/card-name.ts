/** A card as people name it: "Visa ending 4242". */
export function cardName({
  brand,
  last4,
}: {
  brand: string | null
  last4: string | null
}): string | undefined {
  return last4 ? `${brand || 'Card'} ending ${last4}` : undefined
}
