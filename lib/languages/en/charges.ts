/** What a buyer is told who pays by card. */
export const charges = {
  beingChecked:
    'We are checking whether your payment went through. Please don’t pay again. The order page shows the outcome.',
  notConfirmed:
    'Your bank did not confirm the payment. You have not been charged. Try again, or use another payment method.',
  notReached:
    'Card payments are temporarily unavailable. You have not been charged. Try again in a minute, or use another payment method.',
  unavailable: 'Card payments are temporarily unavailable. You have not been charged. Try again in a minute.',
  noOrder: 'Order not found. Open it from your account.',
  noCard: 'This saved card is no longer available. Use another card.',
  tooMany: 'Too many attempts. Wait {wait}, then try again.',
  otherSite: 'This form was sent from another site. Open your order in this shop.',
  signedOut: 'You have been signed out. Sign in again to pay; your order is saved.',
  badForm: 'Check your card details and try again.',
  bank: {
    unavailable: 'We can’t continue your payment right now. Reload this page in a minute.',
    badAddress: 'This address is not valid. Open the order from your account.',
  },
  /** Why an order may not be charged, by `why` of ChargeRefusal. */
  refusals: {
    closed:
      'This order has been paid or has expired, or a payment is in progress. You have not been charged again. See the order page.',
    sold_out:
      'Something in this order is sold out at the moment, so you have not been charged. Your order is kept: try again later, or write to us.',
    terms_missing: 'Please accept the terms on the checkout page before you pay.',
    terms_outdated:
      'The dates of the membership have changed. Reload this page and accept the new dates to pay.',
    second_membership:
      'You have since become a member, so you have not been charged. Reload this page to confirm that you want a second membership.',
    other_order:
      'You have another order for this membership, {order}, that has been paid or is being paid. You have not been charged for this one. See the other order in your account, or reload this page if you want a second membership.',
    card_not_offered: 'This order can’t be paid by card. Use another payment method.',
  },
  /** What Brick's errors mean for the buyer, and what to do: `says` of lib/paymentwall/brick-errors.ts. */
  errors: {
    noDetails: 'Enter your card details.',
    expiry: 'Check the expiry date of your card.',
    expiryMonth: 'Check the month in which your card expires.',
    expiryYear: 'Check the year in which your card expires.',
    number: 'Check the number of your card.',
    numberAgain: 'Check the number of your card and try again.',
    code: 'Check the security code of your card.',
    wrongCode: 'The security code is wrong. Enter the code printed on your card and try again.',
    firstName: 'Enter your first name as it appears on the card.',
    lastName: 'Enter your last name as it appears on the card.',
    tryLater:
      'Paymentwall could not process the card. You have not been charged. Wait a minute and try again, or use another payment method.',
    unavailable:
      'Card payments are temporarily unavailable. You have not been charged. Use another payment method, or write to us.',
    buyer:
      'Paymentwall did not accept a card payment from you. You have not been charged. Use another payment method, or write to us.',
    incomplete:
      'Paymentwall requires details that this form does not ask for. You have not been charged. Use another payment method, or write to us.',
    approval:
      'Your bank needs to approve this payment first. Call the number on the back of your card, then try again, or use another card.',
    balance:
      'Your bank declined the payment. Check the balance and limits of your card with your bank, or use another card.',
    declined: 'Your bank declined the payment. Use another card or payment method.',
    cardProblem:
      'Your bank declined the payment because of a problem with the card. Use another card, or ask your bank.',
    expired: 'This card has expired. Use another card.',
    brand: 'This type of card is not accepted. Use a Visa, Mastercard, American Express or Discover card.',
    country: 'Cards from this country are not accepted. Use another card or payment method.',
    notThrough: 'The payment did not go through. Try again, or use another card.',
    forgotten: 'Paymentwall no longer knows this card. Enter it again.',
    tooLongAgo: 'The card was entered too long ago. You have not been charged. Enter it again.',
    savedCard: 'This saved card is no longer valid. Enter the card again.',
    tooSmall: 'This amount is too small for a card payment. Use another payment method.',
    tooLarge: 'This amount is too large for a card payment. Use another payment method.',
    twice: 'This payment was sent twice, and we are checking the first. Please don’t pay again.',
    membership:
      'This membership can’t be paid by card at the moment. You have not been charged. Please write to us.',
    unknown: 'The payment did not go through. You have not been charged. Use another card or payment method.',
  },
} as const
