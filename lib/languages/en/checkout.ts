export const checkout = {
  title: 'Checkout',
  guest:
    'You are buying as a guest. Your receipt goes to <address>{email}</address>. <change>Change</change>',
  priceChanged: {
    title: 'A price has changed',
    text: 'The price of a product has changed since you last saw it. This page shows the price you will pay.',
  },
  failed: {
    title: 'The last payment did not go through',
    text: 'You have not been charged. You can try again here, or use another payment method.',
  },
  soldOut: {
    title: 'Sold out',
    text: 'Something in this order is sold out at the moment, so it can’t be paid. Nothing was charged, and your order is kept: come back later, or <contact>write to us</contact>.',
  },
  pay: 'Pay',
  noScript: {
    title: 'JavaScript is required to pay',
    text: 'Your card details go straight to Paymentwall, through a script of theirs. Enable JavaScript for this page, then reload it. You have not been charged, and your order is saved.',
  },
  summary: {
    title: 'Your order',
    details: 'Details',
    today: 'Today',
    total: 'Total',
    order: 'Order <number>{id}</number>, at this price until <until>{day}</until>',
    seller: 'Sold by {name}, {registration}, {address}. Questions: {email}.',
    terms: 'The terms of your membership',
  },
  /** An order in a few words, for the payment page and the receipt. */
  name: {
    two: '{first} and {second}',
    more: '{first} and {count} more',
    trial: '{name}, trial',
  },
  /** The button that pays; `binding` and what is above it where a language asks for a binding order (languages.mjs). */
  button: {
    pay: 'Pay {amount}',
    trial: 'Start the trial',
    binding: 'Order with obligation to pay',
  },
  binding: {
    title: 'You are ordering',
    total: 'Total price',
    today: 'Total price today',
    next: 'You then choose a payment method on Paymentwall’s page.',
  },
  unpayable: {
    title: 'This order can’t be paid with your e-mail address',
    account: 'Paymentwall does not accept this address. Change it in your account, then return to this page.',
    toAccount: 'Your account',
    guest: 'Paymentwall does not accept this address. <other>Continue with another one</other>.',
  },
  methods: {
    card: 'Card',
    other: 'Other payment methods',
    otherHint: 'Wallets, bank transfer, prepaid cards, on Paymentwall’s page',
    inProgress:
      'A card payment is in progress. Other payment methods will be available again if it does not go through.',
  },
  card: {
    which: 'Which card?',
    another: 'Another card',
    form: 'Your card',
    holder: 'Name on card',
    number: 'Card number',
    expiry: 'Expiry',
    month: 'Month',
    monthExample: 'MM',
    year: 'Year',
    yearExample: 'YY',
    code: 'Security code',
    loading: 'The card form is loading…',
    slow: 'The card form is taking longer than usual to load. Wait a moment, or choose “Other payment methods” below.',
    unloaded: {
      title: 'The card form couldn’t be loaded',
      text: 'Paymentwall’s script could not be reached. A content blocker may be the cause. You have not been charged.',
      again: 'Try again',
      otherMethod: 'Use another payment method',
    },
    unshown: {
      title: 'The card form couldn’t be shown',
      text: 'You have not been charged. Choose “Other payment methods” below.',
    },
    moment: 'One moment…',
    checking: 'Paymentwall is checking your card…',
    processing: 'Your payment is being processed. Please keep this page open…',
    leaving: 'Taking you to your bank to confirm the payment…',
    notThrough: 'The payment did not go through. Try again, or use another payment method.',
    /** The words of `charges.signedOut` that lead to signing in. */
    signIn: 'Sign in',
    save: {
      label: 'Save this card in my account',
      hint: 'Paymentwall stores it. We keep its last four digits. You can delete it in your account at any time.',
      failed: 'Your choice could not be saved. Try again, or pay with the box as it is now.',
    },
    faults: {
      noHolder: 'Enter your name as it appears on the card.',
      noNumber: 'Enter the number on your card.',
      otherBrand:
        'This kind of card is not accepted. Use a Visa, Mastercard, American Express or Discover card.',
      longNumber: 'This number has too many digits. Compare it with your card.',
      wrongNumber: 'One of the digits is wrong. Compare the number with your card.',
      shortNumber: 'Some digits are missing. Enter the whole number on your card.',
      noMonth: 'Enter the month, such as 07.',
      noYear: 'Enter the year, such as 31.',
      expired: 'This card has expired. Use another card.',
      fourDigitCode: 'Enter the 4 digits on the front of your card.',
      threeDigitCode: 'Enter the 3 digits on the back of your card.',
    },
  },
  paylet: {
    frame: 'Payment by Paymentwall',
    loading: 'The payment page is loading…',
    again: 'Try again',
    byCard: 'Pay by card',
    slow: {
      title: 'The payment page is taking longer than usual',
      text: 'You have not been charged, and your order is saved. Wait a little longer, or:',
    },
    quiet: {
      title: 'Is the payment page empty, or does it show an error?',
      text: 'If so, you have not been charged, and your order is saved. Try again, or use another payment method.',
    },
    unreachable: {
      title: 'The payment page can’t be reached',
      text: 'You have not been charged, and your order is saved. Check your connection and try again.',
    },
    processing: 'Your payment is being processed. Please keep this page open.',
  },
  payletPaid: {
    title: 'Paymentwall has received your payment',
    text: 'We are waiting for their confirmation. Your purchase will appear shortly on <order>your order page</order>.',
  },
  testCards: {
    title: 'Test cards',
    any: 'Use any name and any future expiry date.',
    code: 'Security code',
    orAny: 'or any other',
    happens: 'What happens',
    outcomes: {
      approved: 'The card is charged.',
      'wrong-cvv': 'The bank refuses: wrong security code.',
      'check-balance': 'The bank refuses: check the balance with the bank.',
      'issuer-approval': 'The bank refuses: it must approve the payment first.',
      'review-accepted': 'The payment goes under review and is accepted after 2 minutes.',
      'review-declined':
        'The payment goes under review, is declined after 2 minutes and the money goes back.',
    },
  },
} as const
