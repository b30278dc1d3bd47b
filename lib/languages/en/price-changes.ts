export const priceChanges = {
  title: 'New price from {day}',
  /** What a member reads of a new price. */
  told: {
    product: 'From {day}, a new membership of “{product}” costs {after}. Until then it costs {before}.',
    own: 'The price of your membership does not change: it stays {price} for as long as it keeps renewing. You don’t need to do anything.',
    later: 'The new price applies to you only if your membership ends and you join again on or after {day}.',
  },
  withdrawn: {
    product:
      'We told you that the price of “{product}” would change from {before} to {after} on {day}. That change has been withdrawn: the price stays {before}.',
    own: 'Nothing changes for your membership, and you don’t need to do anything.',
  },
} as const
