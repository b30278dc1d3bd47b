export const product = {
  buy: 'Buy now',
  addToCart: 'Add to cart',
  adding: 'Adding…',
  /** After what a trial costs today, which stands above it. */
  afterTrial: 'then <price></price>',
  /** Both in one line. */
  trialThen: '{trial}, then <price></price>',
  contains: 'What you get',
  delivery: 'Delivery',
  refunds: 'Refunds',
  description: 'Description',
  none: 'There is no such product.',
  others: 'You may also like',
  pictures: {
    title: 'Pictures',
    of: 'Pictures of {product}',
    at: 'Picture {at, number} of {count, number}',
    shows: '{product}: {shown}',
    unnamed: '{product}, picture {at, number} of {count, number}',
  },
  inLibrary: {
    title: 'In your library',
    download: 'Go to the download',
    licence: 'See your licence key',
  },
  unavailable: {
    title: 'Currently unavailable',
    lead: 'If you bought it before, it is still yours.',
  },
  soldOut: {
    title: 'Sold out',
    lead: 'It can’t be bought at the moment. Look again in a few days.',
  },
  unpriced: {
    title: 'Not sold in {currency}',
    lead: 'Choose another currency to see its price:',
  },
  /** At the checkout, to who has it. */
  owned: {
    title: 'You already own this',
    name: '“{product}”',
    lead: '{names} {count, plural, one {is} other {are}} in <library>your library</library>, to use as often as you like.',
    licence: 'Another licence comes with its own key.',
    again: 'There is no need to buy it again.',
  },
  /** At the checkout of a membership, to who has one. */
  member: {
    title: 'You are already a member',
    underReview: 'You may already become a member through another order',
    cancel: 'Cancel it first',
    ordered:
      'You have ordered “{product}”. Its payment is under review, and it starts when the payment is approved.',
    order: 'View order',
    second: 'A second membership is charged separately, each period.',
  },
} as const
