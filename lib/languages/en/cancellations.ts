export const cancellations = {
  title: 'Cancel a membership',
  lead: 'You can cancel here without signing in. We confirm your cancellation by e-mail at once.',
  form: {
    contract: 'Order number or name of the membership',
    contractHint:
      'The order number is in your receipt. With it, the cancellation takes effect without anybody checking it.',
    name: 'Your name',
    email: 'E-mail address',
    emailHint: 'The address you bought with. We send the confirmation there.',
    kind: 'Kind of cancellation',
    kinds: {
      ordinary: 'Ordinary cancellation',
      extraordinary: 'Extraordinary cancellation, for good cause',
    },
    reason: 'Reason',
    reasonHint: 'Only for an extraordinary cancellation.',
    endsOn: 'To which date?',
    endsOnHint: 'Leave it empty to cancel to the earliest possible date.',
    submit: 'Cancel now',
    pending: 'Sending…',
  },
  faults: {
    missing: 'Fill in this field.',
    long: 'This is too long. Shorten it.',
    line: 'Write it without control characters.',
    link: 'Write it without web addresses.',
    email: 'Enter an e-mail address like name@example.com.',
    day: 'Choose a day from today on, within the next four years, or leave the field empty.',
  },
  tooMany: 'Too many cancellations from your network. Try again in {wait}, or write to us.',
  done: {
    title: 'We have received your cancellation',
    lead: 'Print or save this page to keep it. The confirmation is also on its way to you by e-mail.',
  },
  declared: {
    received: 'Received',
    contract: 'Membership',
    name: 'Name',
    email: 'E-mail address',
    kind: 'Kind',
    reason: 'Reason',
    endsOn: 'To',
    earliest: 'The earliest possible date',
  },
  letter: {
    subject: 'We have received your cancellation',
    lead: 'We have received the following cancellation.',
    stopped: 'The membership “{product}” is cancelled. It is not charged again.',
    runs: 'It runs until {day}.',
    waiting:
      'The membership “{product}” ends with the period in which {day} lies. It is not charged again after that.',
    unmatched:
      'We could not assign it to a membership automatically. A person is checking it, and we will write to you within one working day.',
    looked: 'We are looking at the reason you gave, and will write to you within one working day.',
    other: 'If you did not send this cancellation, write to {support}.',
  },
} as const
