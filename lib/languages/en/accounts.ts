/** What is wrong with what was entered into a form about an account. */
export const accounts = {
  /** The words of a fault that lead to signing in, as they stand in it. */
  signInLink: 'Sign in',
  faults: {
    other: 'Check your entries.',
    emailMissing: 'Enter your e-mail address.',
    emailLong: 'This e-mail address is too long. Use one of at most 128 characters.',
    emailInvalid:
      'Enter an e-mail address like name@example.com. It must not contain “=”, and its letters must be a to z.',
    nameLong: 'Use at most 80 characters for your name.',
    nameInvalid: 'Enter your name on one line, without control characters.',
    passwordMissing: 'Enter your password.',
    passwordLong: 'Passwords have at most 256 characters.',
    newPasswordMissing: 'Choose a password.',
    newPasswordShort: 'Use at least 10 characters.',
    newPasswordLong: 'Use at most 256 characters.',
    codeMissing: 'Enter the code that your authenticator shows.',
    codeInvalid: 'A code has six digits.',
  },
  password: {
    address: 'Choose a password that is not your e-mail address.',
    common: 'This password is too easy to guess. Choose another, such as a few random words.',
    notCurrent: 'This is not your current password. Try again.',
    same: 'This is already your password. Choose a new one.',
  },
  email: {
    taken: 'An account with this e-mail address already exists. Sign in instead.',
    same: 'This is already the address of your account.',
    links: 'You have already asked for several links. Use the latest one, or wait {wait}.',
  },
  wrong: 'The e-mail address or password is incorrect. Check both and try again.',
  many: 'Too many attempts. Wait {wait}, then try again.',
  manyHere:
    'Too many attempts. Wait {wait}, then try again. On a device where you have signed in before you need not wait.',
  lastAdmin: 'You are the only admin of this shop. Make another operator an admin first.',
  code: {
    many: 'Too many wrong codes. Wait {wait}, then try again.',
    unreadable:
      'Two-factor authentication can’t be verified for this account. Ask another admin to turn it off.',
    wrong: 'This code is wrong or too old. Enter the one shown now.',
    used: 'This code has already been used. Wait for the next one.',
  },
  reset: {
    many: 'Too many requests. Try again in {wait}.',
    gone: 'This link no longer works. Request a new one.',
  },
  guest: {
    many: 'Too many guest checkouts from your network. Wait {wait}, or create an account.',
    taken: 'This address now has an account. Reload this page to add the order to it.',
    old: 'To keep this order in an account, use the link of a newer e-mail from us, or write to us.',
    expired: 'Your purchase has expired: we keep it for 30 minutes. Go back to the product and buy it again.',
    membership: 'A membership needs an account. Sign in or create one.',
  },
  invitation: {
    gone: 'This invitation no longer works. Ask the sender for a new one.',
    customer:
      'This invitation no longer works. Ask the sender for a new one. Your account is a customer’s; you can sign in to it.',
  },
} as const
