export const memberships = {
  title: 'Your memberships',
  lead: 'Your current and past memberships, their dates and prices.',
  requested: {
    title: 'We have received your cancellation request',
    text: 'Its progress is shown below.',
  },
  review: {
    title: '{product}: the payment is under review',
    text: 'Paymentwall is reviewing your first payment, which usually takes a few minutes. The membership starts when it is approved; if it is declined, you pay nothing. <order>View order</order>',
  },
  none: {
    view: 'View membership',
  },
  policy:
    'How to cancel, what happens to the time you have paid for, and when you get a refund: <refunds>Refunds and cancellation</refunds>',
  /** For somebody who pays for several. */
  several: {
    title: 'You have {count, number} memberships that renew',
    lead: 'Each is charged separately. If you want only one, cancel the other:',
    one: '“{product}” from order <number>{order}</number>.',
    charged: '“{product}” from order <number>{order}</number>, next charge on {next}.',
    cancel: 'Cancel this one<hidden> from order {order}</hidden>',
    refund:
      'If you did not intend to buy the second one, write to us with its order number to ask for a <refunds>refund</refunds>.',
  },
  facts: {
    paidUntil: 'Paid until',
    wasPaidUntil: 'Was paid until',
    unpaid: 'No paid time left',
    next: 'Next charge',
    none: 'None',
    price: 'Price',
  },
  charge: {
    next: '<sum>{price}</sum> on <on>{day}</on>',
    nextUnless: '<sum>{price}</sum> on <on>{day}</on>, unless the cancellation is confirmed first',
    due: '<sum>{price}</sum>, due on <on>{day}</on>',
    dueUnless: '<sum>{price}</sum>, due on <on>{day}</on>, unless the cancellation is confirmed first',
  },
  payments: {
    title: 'Payments ({count, number})',
    charged: 'Charged on',
    amount: 'Amount',
    period: 'For',
    /** A period that was paid. */
    span: '{from} to {until}',
    started: 'Started with <link>order <number>{order}</number></link>',
  },
  rejoin: 'Rejoin',
  cancel: {
    title: 'Cancel membership',
    button: 'Cancel',
    label: 'Cancel {product}',
    question: 'Cancel {product}?',
    keep: 'Keep membership',
    submit: 'Cancel membership',
    sending: 'Sending your request…',
    stays: 'You remain a member until {end}, the end of the period you have paid for.',
    ended: 'Your membership ended on {end}. Cancelling makes sure that no further renewal is charged.',
    over: 'The period you have paid for ended on {end}, so the membership ends as soon as it is cancelled.',
    stop: 'We ask Paymentwall to stop the renewals. Once they confirm, usually within minutes, you are not charged again. If a renewal is being charged right now, write to us and we will refund it.',
  },
  /** What became of a payment. */
  outcomes: {
    paid: 'paid',
    refunded: 'refunded',
    charged_back: 'charged back',
    declined: 'declined after review',
  },
  states: {
    revoked: {
      ours: 'Ended by us',
      oursText: 'We have ended this membership. {stopped} If you did not expect this, write to us.',
      label: 'Ended: {outcome}',
      text: 'The latest payment was {outcome}, which ended the membership. {stopped}',
      stopping: 'We are stopping further charges.',
    },
    cancelled: 'Cancelled',
    failed: 'Not renewed: payment failed',
    again: 'To remain a member, buy the membership again.',
    expired: 'Not renewed',
    ended: 'Ended',
    endedOn: 'It ended on {end}.',
    memberUntil: 'You are a member until {end}.',
    notCharged: 'You will not be charged again.',
    requested: 'Cancellation requested',
    periodEnded: 'The period you paid for ended on {end}.',
    remains: 'You remain a member until {end}.',
    review: {
      label: 'Renewal under review',
      text: 'Paymentwall is reviewing the payment of {price} that was due on {end}. Once it is approved, the membership continues.',
    },
    unpaid:
      'No renewal has been paid since. Paymentwall may still charge one, and the membership would then continue. To make sure that you are not charged again, cancel it, also before you buy another membership.',
    retried: {
      label: 'Payment is being retried',
      text: 'The charge of {price} was due on {end} and has not gone through yet. Paymentwall retries it automatically, up to two more times, a day apart. In the meantime you remain a member, until {until} at the latest.',
    },
    trial: {
      label: 'On trial',
      text: 'Your trial runs until {end}. You are then charged {price}, unless you cancel first.',
    },
    active: { label: 'Active', text: 'It renews on {next} for {price}.' },
  },
  /** How far a cancellation has come. */
  progress: {
    accepted:
      'Paymentwall has received our request to stop the renewals. This page says “Cancelled” once they confirm.',
    failing:
      'We have your request but have not been able to reach Paymentwall yet. We keep trying; you don’t need to do anything.',
    passing: 'We have your request and are passing it on to Paymentwall.',
  },
  /** Of a membership, to somebody who is about to buy another. */
  standing: {
    unpaid:
      '“{product}” ended on {end}, but Paymentwall may still charge a renewal, and it would then continue.',
    ends: '“{product}” ends on {end}.',
    cancelling: '“{product}” ends on {end}, once Paymentwall has confirmed its cancellation.',
    retried: 'The payment for “{product}” was due on {end} and is being retried, so it may still renew.',
    renews: '“{product}” renews on {next}.',
  },
} as const
