export const withdrawals = {
  link: 'Withdraw from contract here',
  title: 'Withdraw from a contract',
  lead: 'Consumers can withdraw from a purchase within 14 days, without giving a reason. You need not sign in here. We confirm receipt by e-mail immediately.',
  form: {
    contract: 'Order number',
    contractHint: 'It is on your receipt. If you cannot find it, write what you bought and on which day.',
    part: 'Only for these products (optional)',
    partHint: 'Leave it empty to withdraw from the whole order.',
    emailHint: 'We send the acknowledgement there. Use the address you bought with, if you can.',
    next: 'Continue',
  },
  confirm: {
    title: 'Check your withdrawal',
    lead: 'It is sent to us only when you confirm it.',
    submit: 'Confirm withdrawal',
    change: 'Change the details',
  },
  done: {
    title: 'We have received your withdrawal',
    lead: 'Print or save this page for your records. We are also sending you an acknowledgement by e-mail.',
    withoutLetter: 'Print or save this page for your records.',
  },
  declared: {
    statement: 'Declaration',
    words: 'I withdraw from the contract named below.',
    contract: 'Order',
    part: 'Only for',
  },
  letter: {
    subject: 'We have received your withdrawal',
    lead: 'We have received the following withdrawal.',
    next: 'We are checking it, and will write to you within two working days.',
    other: 'If you did not send this withdrawal, write to {support}.',
  },
} as const
