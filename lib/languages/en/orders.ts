export const orders = {
  list: {
    title: 'Your orders',
    empty: 'You haven’t ordered anything yet.',
  },
  /** How an order stands, and what to do about it. */
  states: {
    pending: {
      label: 'Awaiting payment',
      title: 'Awaiting payment',
      text: 'Your purchase appears here as soon as Paymentwall confirms the payment. This page updates automatically. If you haven’t paid yet, you can do so now.',
    },
    checking: {
      label: 'Checking payment',
      title: 'We are checking your payment',
      text: 'A payment for this order is in progress, and we are waiting for the result. Please don’t pay again. This page updates automatically.',
    },
    requires_action: {
      label: 'Waiting for your bank',
      title: 'Confirm the payment with your bank',
      text: 'Confirm the payment on your bank’s page. You are not charged until you do.',
    },
    confirming: {
      label: 'Payment received',
      title: 'Payment received, confirming',
      text: 'Your card has been charged. Your purchase appears here as soon as Paymentwall confirms the payment. This page updates automatically.',
    },
    authorised: {
      label: 'Payment authorised',
      title: 'Payment authorised',
      text: 'The amount is reserved on your card but has not been charged. We charge it when your order is ready, within seven days.',
    },
    under_review: {
      label: 'Under review',
      title: 'Your payment is under review',
      text: 'Paymentwall is reviewing the payment, which usually takes a few minutes. You don’t need to do anything. This page updates automatically.',
    },
    paid: {
      label: 'Paid and delivered',
      title: 'Paid and delivered',
      text: 'Thank you. Your purchase is below and in your account.',
    },
    refunded: {
      label: 'Refunded',
      title: 'This order was refunded',
      text: 'Your payment was refunded, and your purchase was withdrawn. If you did not expect this, write to us.',
    },
    charged_back: {
      label: 'Charged back',
      title: 'The payment was charged back',
      text: 'Your bank reversed the payment, and your purchase was withdrawn. If this is a mistake, write to us.',
    },
    expired: {
      label: 'Expired',
      title: 'This order has expired',
      text: 'It was not paid in time, so its price is no longer valid. You owe nothing. You can place the order again at today’s price.',
    },
    failed: {
      label: 'Payment failed',
      title: 'Payment failed',
      text: 'You have not been charged for this order. Try again with another card or payment method.',
    },
  },
  /** Of a paid order, to somebody without an account. */
  paidGuest: 'Thank you. Your purchase is below.',
  /** Why the last card payment failed. */
  problems: {
    unconfirmed:
      'The payment was not confirmed with your bank. You have not been charged. You can try again with this card or another payment method.',
    released: 'The amount reserved on your card has been released. You have not been charged.',
  },
  /** A card as people name it: "Visa ending 4242". */
  card: '{brand} ending {last4}',
  unnamedCard: 'Card ending {last4}',
  title: 'Your order',
  above: 'Order <number>{order}</number>, <day>{placed}</day>',
  joined: 'This order is in your account now.',
  windowClosed: 'If you have closed its window, start the payment again.',
  bank: 'Continue at your bank',
  leaveBank: 'Cancel and use another payment method',
  restart: 'Start the payment again',
  pay: 'Continue to payment',
  items: 'Items',
  withdrawn: 'Withdrawn',
  noKey: 'We have run out of licence keys. Yours will be here as soon as we have new ones.',
  total: 'Total',
  firstPayment: 'First payment',
  method: 'Payment method',
  renews: 'It renews until you cancel.',
  receipt: 'Receipt',
  /** Said when an operator has decided about the goods other than the payments would. */
  decisions: {
    GRANT: 'We have granted you the items below. They are yours to use.',
    WITHDRAW: 'We have withdrawn all or part of this order. If you did not expect this, write to us.',
  },
  accepted: {
    title: 'What you accepted',
    on: 'Accepted on <day>{accepted}</day>.',
    policies: 'Policies last updated <day>{version}</day>:',
  },
  again: {
    retired: 'No longer available: {products}.',
    unpriced: 'Not available in {currency} any more: {products}.',
    product: '“{product}”',
    price: 'Current price: <sum>{price}</sum>',
    submit: 'Order again',
  },
  guest: {
    receipt:
      'We are sending your receipt to <address>{email}</address>. Use the link in it to keep the order in an account.',
    title: 'Keep this order',
    newer:
      'To keep this order in an account, use the link of a newer e-mail from us, or <contact>write to us</contact>.',
    join: 'You bought this as a guest. Add it to your account, with everything you bought as that guest.',
    add: 'Add to your account',
    known:
      'There is an account with <address>{email}</address>. <login>Sign in</login> to add this order to it.',
    choose:
      'Choose a password to create an account with <address>{email}</address>. It will keep this order and everything else you bought in the same guest checkout.',
  },
  refund: {
    ask: 'Ask for a refund',
    why: 'Why would you like a refund?',
    send: 'Send request',
    sending: 'Sending…',
    open: {
      title: 'You have asked for a refund',
      text: 'We received your request on {day} and are looking at it.',
    },
    closed: 'Your request of {day} is closed. The receipt shows what was paid and what was refunded.',
    /** What is wrong with the reason that was written. */
    faults: {
      empty: 'Tell us why, in a few words.',
      long: 'Use at most 500 characters.',
      lines: 'Write it on one line, without control characters.',
    },
    refusals: {
      open: 'You have already asked for a refund. We will reply soon.',
      none: 'This order has no payment left to refund.',
      too_many: 'You have asked three times. Please write to us instead.',
    },
  },
} as const
