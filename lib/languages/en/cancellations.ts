export const cancellations = {
  title: 'Cancel a membership',
  lead: 'You can cancel here without signing in. We confirm your cancellation by e-mail immediately.',
  form: {
    contract: 'Order number or name of the membership',
    contractHint:
      'The order number is on your receipt. With it, the cancellation takes effect without a manual check.',
    emailHint: 'The address you bought with. We send the confirmation there.',
    kind: 'Type of cancellation',
    kinds: {
      ordinary: 'Standard cancellation',
      extraordinary: 'Cancellation for good cause',
    },
    reason: 'Reason',
    reasonHint: 'Only for a cancellation for good cause.',
    endsOn: 'End date',
    endsOnHint: 'Leave it empty to end the membership as soon as possible.',
    submit: 'Cancel now',
  },
  done: {
    title: 'We have received your cancellation',
    lead: 'Print or save this page for your records. We are also sending you a confirmation by e-mail.',
    withoutLetter: 'Print or save this page for your records.',
  },
  declared: {
    contract: 'Membership',
    kind: 'Type of cancellation',
    reason: 'Reason',
    endsOn: 'End date',
    earliest: 'Earliest possible date',
  },
  letter: {
    subject: 'We have received your cancellation',
    lead: 'We have received the following cancellation.',
    stopped: 'The membership “{product}” is cancelled. You will not be charged for it again.',
    runs: 'The membership runs until {day}.',
    waiting:
      'The membership “{product}” ends with the period that includes {day}. You will not be charged for it after that.',
    unmatched:
      'We could not match it to a membership automatically. We are checking it by hand, and will write to you within one working day.',
    looked: 'We are reviewing the reason you gave, and will write to you within one working day.',
    other: 'If you did not send this cancellation, write to {support}.',
  },
} as const
