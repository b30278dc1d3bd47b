export const mail = {
  /** In place of a link that opens something. */
  onlyInMessage: 'The link is only in the message itself. It is stored nowhere.',
  viewOrder: 'View your order',
  guest:
    'Anyone who has this link can see the order and use what you bought, and for a week keep it in an account. Do not share this message.',
  guestReads: 'Anyone who has this link can see the order. Do not share this message.',
  viewMemberships: 'View your memberships',
  cancel: 'You can cancel at any time in your account, under Memberships.',
  rows: {
    paid: 'Paid',
    method: 'Payment method',
    date: 'Date',
    order: 'Order',
    refunded: 'Refunded',
    partly: 'In part',
  },
  receipt: {
    subject: 'Your receipt for {products}',
    thanks: 'Thank you for your order. Your payment has arrived.',
    key: 'Licence key for {product}',
    declared: 'On {day}, before you paid, you declared:',
    attached:
      'The terms and the policy on refunds and withdrawal are attached, in the version that you accepted. Keep them for your records.',
  },
  /** The attached file. */
  agreement: {
    file: 'terms-{version}.txt',
    order: 'Order {order}',
    accepted: 'Accepted on {day}; version of {version}:',
  },
  renewal: {
    subject: '{products} has been renewed',
    text: 'Your membership was renewed for {price}.',
  },
  refund: {
    subject: 'Your payment for {products} was refunded',
    whole:
      '{amount} is on its way back to you, by the method you paid with. Banks take up to ten days to show it.',
    gone: 'What you bought with it is no longer available.',
  },
  partialRefund: {
    subject: 'A partial refund for {products}',
    amount:
      '{amount} in total is on its way back to you, by the method you paid with. Banks take up to ten days to show it.',
    unknown:
      'Part of your payment in total is on its way back to you, by the method you paid with. Banks take up to ten days to show it.',
  },
  membership: {
    MEMBERSHIP_CANCELLED: '{products}: your membership is cancelled',
    MEMBERSHIP_FAILED: '{products}: your membership could not be renewed',
    TRIAL_ENDS: '{products}: your trial is ending',
    RENEWAL_COMING: '{products}: your membership renews soon',
    PAYMENT_RETRIED: '{products}: a payment has not gone through yet',
  },
  priceChange: '{product}: a new price from {day}',
  priceStays: '{product}: the price stays the same',
  reset: {
    subject: 'Reset your {shop} password',
    text: 'Somebody, probably you, asked to reset the password of your account.',
    link: 'Choose a new password',
    once: 'The link works once, for 30 minutes. If you did not ask for it, ignore this message: your password stays as it is.',
    questions: 'Questions? Write to {support}.',
  },
  passwordChanged: {
    subject: 'Your {shop} password was changed',
    text: 'The password of your account was changed, and all devices were signed out.',
    other: 'If this was not you, reset the password now and write to {support}.',
    link: 'Reset your password',
  },
  confirmation: {
    subject: 'Confirm your address for {shop}',
    text: 'This address was used to create an account, or was set as the address of one. If that was you, confirm that the address is yours.',
    link: 'Confirm your address',
    once: 'The link works once, for three days.',
    other: 'If it was not you, ignore this message, or write to {support} and we will close the account.',
  },
  emailChanged: {
    subject: 'The e-mail address of your {shop} account was changed',
    text: 'Your account no longer uses {address}. Messages now go to the new address.',
    other: 'If this was not you, write to {support} at once.',
  },
  closed: {
    subject: 'Your {shop} account is closed',
    text: 'Your account is closed, as you asked. We are stopping the renewals of any membership.',
    charged: 'If you are charged anyway, write to {support} and we will refund it.',
  },
} as const
