export const shop = {
  skip: 'Skip to content',
  account: 'Account',
  signIn: 'Sign in',
  moment: 'One moment…',
  minutes: '{minutes, plural, =1 {a minute} other {# minutes}}',
  language: 'Language',
  vat: 'incl. {percent, number}\u00a0% VAT',
  mode: {
    local: 'Demo shop: payments go to the emulator on this machine. No real money is charged.',
    test: 'Test mode: payments go to Paymentwall’s sandbox. No real money is charged.',
  },
  header: {
    shop: 'Shop',
    own: 'Account and cart',
    menu: 'Menu',
    close: 'Close',
    cart: 'Cart',
  },
  footer: {
    support: 'Support',
    contact: 'Contact and company',
    policies: 'Policies',
  },
  currency: {
    label: 'Currency',
    change: 'Change<hidden> currency</hidden>',
    show: 'Show prices in {currency}',
  },
  theme: { label: 'Colours', system: 'System', light: 'Light', dark: 'Dark' },
  notFound: {
    title: 'Page not found',
    lead: 'The address may be mistyped, or the page may have been removed. Orders and downloads can only be opened by the account they belong to.',
  },
  badAddress: {
    title: 'This address is invalid',
  },
  unavailable:
    'The shop is temporarily unavailable. Please try again in a moment. A payment you have made is not lost.',
  loading: 'Loading page',
  busy: 'The server is busy. Try again in a moment.',
  newTab: '{title}<hidden> (opens in a new tab)</hidden>',
} as const
