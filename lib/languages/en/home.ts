export const home = {
  start: 'Start with: {product}',
  pay: { title: 'Choose and pay', text: 'By card or any method Paymentwall offers in your country.' },
  empty: {
    inCurrency: 'Nothing is sold in {currency} at the moment. Choose another currency:',
    inAll:
      'Nothing is for sale at the moment. <contact>Write to us</contact> if you are looking for something.',
  },
} as const
