/** The terms to accept at the checkout. */
export const terms = {
  title: 'Before you pay',
  membership: 'Your membership',
  /** `dates`: those of the membership; `second`: its buyer has another one now. */
  changed: {
    dates: {
      title: 'The dates have changed',
      text: 'A membership starts on the day of its first payment, and the dates you saw were for an earlier day. Please read the terms again.',
    },
    second: {
      title: 'The terms have changed',
      text: 'You have since become a member through another order. Please read the terms again.',
    },
  },
  missing: 'Please accept the terms to continue.',
  continue: 'Continue to payment',
  accept:
    'I have read and accept the <terms>Terms of service</terms>, the <privacy>Privacy policy</privacy> and the <refunds>Refunds and cancellation</refunds>. I request immediate delivery, and understand that I lose my right to withdraw once I download.',
  /** Added for a membership, whose terms are shown above the checkbox. */
  acceptMembership: 'I accept the membership terms above.',
  /** Added when the buyer already has a membership, so that nobody pays for two by accident. */
  acceptSecond:
    'I understand that I already have a membership, and that this is a second one, charged separately.',
} as const
