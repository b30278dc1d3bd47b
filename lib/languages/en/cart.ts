export const cart = {
  title: 'Your cart',
  items: '{count, plural, one {item} other {items}}',
  empty: {
    title: 'Your cart is empty',
    lead: 'What you add is saved here, even if you come back tomorrow.',
  },
  added: '{product} is in your cart.',
  removed: 'Removed from your cart.',
  remove: 'Remove<hidden> {product}</hidden>',
  unpriced:
    'Not sold in {currency}; not part of the order. To buy it, choose another currency at the bottom of this page.',
  soldOut: 'Sold out; not part of the order',
  unavailable: 'No longer available; not part of the order',
  total: 'Total',
  tax: 'Tax included',
  notYet: 'You are not charged until you confirm on the next page.',
  checkOut: 'Check out',
  continue: 'Continue shopping',
  problems: {
    empty: 'There is nothing to order. Add something to your cart first.',
    unavailable: 'This product is no longer available. You can still order everything else.',
    'sold-out': 'This product is sold out at the moment. You can still order everything else.',
    membership: 'A membership can only be bought on its own, from its product page.',
    many: 'You have too many unpaid orders. Pay one of them, under “Orders” in your account, or wait an hour.',
    'no-price':
      'This product is not sold in the currency you have chosen. Choose another currency below, or order without it.',
    large: 'This order is too large for one payment. Order these products separately.',
  },
} as const
