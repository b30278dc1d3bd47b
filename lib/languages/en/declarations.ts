export const declarations = {
  form: {
    name: 'Your name',
    email: 'E-mail address',
    pending: 'Sending…',
  },
  faults: {
    missing: 'Fill in this field.',
    long: 'This is too long. Shorten it.',
    line: 'Remove any control characters.',
    link: 'Remove any web addresses.',
    email: 'Enter an e-mail address like name@example.com.',
    day: 'Choose a date from today up to four years ahead, or leave the field empty.',
  },
  tooMany: 'This form has been sent too often from your network. Try again in {wait}, or write to us.',
  received: 'Received',
  name: 'Name',
  email: 'E-mail address',
} as const
