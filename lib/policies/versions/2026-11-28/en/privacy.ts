import type { PolicyText } from '@/lib/policies/text'

export const privacy: PolicyText = [
  {
    id: 'controller',
    title: 'Who is responsible',
    body: `
The company below decides why and how personal data is used in this shop. Contact it with any question about
your data.

{company}
`,
  },
  {
    id: 'data',
    title: 'What data we hold, and why',
    body: `
We keep what a purchase requires and no more. We do not advertise, track you or build profiles.

- **Your account:** your e-mail address, your name if you give one, your password (stored only as a hash), the
  date and IP address of your registration, when you confirmed your e-mail address, the language of the page
  you last used it on, and a random account number. If you buy as a guest: your e-mail address, when and from
  which IP address you first bought, and a random number of the same kind. We need these to perform our
  contract with you.
- **Your sessions:** for each device that is signed in, when it signed in, when it was last seen, its browser
  and its IP address, so that the session can be ended.
- **Your orders:** what you bought and when, the price, the language of the page, what was delivered or
  withdrawn, when you downloaded it, which version of our policies you accepted, with the time, your IP
  address and, for downloads, your browser, and any refund you asked for, with your reason. We need these for
  the contract, for our accounts, and to prove what was agreed and delivered.
- **Your payments:** Paymentwall’s reference, the amount, the state of the payment, the notifications that
  Paymentwall sends us about it and, for a payment by card, the brand and last four digits, the IP address it
  was made from, and whether your bank confirmed it. Never a card number or its security code: those go from
  your browser to Paymentwall and do not pass through our servers.
- **A saved card,** if you ask us to save one: a token from Paymentwall, stored encrypted, with the brand, the
  last four digits and the expiry date so that you can recognise it. You can delete it in your account.
- **A cancellation that you declare without signing in:** the contract, your name and e-mail address, the kind
  of cancellation with its reason, the date on which it is to take effect, your language, and when we received
  it. We need these to carry out the cancellation and to confirm it, as the law requires.
- **A withdrawal that you declare without signing in:** the order and the products that you name, your name and
  e-mail address, your language, and when we received it. We need these to process the withdrawal and to
  acknowledge it, as the law requires.
- **Your cart,** your messages if you write to us, and a record of the e-mails we sent you, without their
  text.
- **Technical logs:** times, IP addresses and errors, to keep the shop running and secure, and counts of
  sign-in, registration, password reset, guest, cancellation, withdrawal and card payment attempts, to prevent
  password guessing, unwanted messages and the use of stolen cards. We rely on our legitimate interests for
  this.
`,
  },
  {
    id: 'recipients',
    title: 'Who else receives data',
    body: `
**Paymentwall** (Paymentwall, Inc. and its group companies) processes payments, checks them for fraud and, if
you buy a membership, charges its renewals. It receives your account number, e-mail address, IP address, the
order and its price, and facts that help to distinguish genuine buyers from fraudulent ones: how long you have
had an account, and how many purchases you have made. What you enter in its payment form goes directly to
Paymentwall. Paymentwall is responsible for its own use of the data; its payment form links to its privacy
policy.

**Our hosting provider** stores the data on our behalf and on our instructions. **Tax advisers and
authorities** receive what the law requires us to disclose. We do not sell data to anyone.

Paymentwall also operates in the United States and other countries outside the United Kingdom and the European
Economic Area. Transfers to those countries rely on the standard contractual clauses approved for this
purpose; we will send you a copy on request.
`,
  },
  {
    id: 'cookies',
    title: 'Cookies',
    body: `
We set only cookies that are strictly necessary for the shop, so we do not ask for consent:

- **session:** keeps you signed in, or lets you go on as the same guest, for up to 30 days
- **links:** keeps open the orders whose links you followed from our e-mails, for up to 30 days
- **device:** lets you sign in on this device even while someone else is guessing passwords for your account,
  for up to 180 days after you last signed in
- **cart:** remembers your cart before you sign in, for up to 30 days
- **purchase:** remembers what you are about to buy while you sign in, for up to 30 minutes
- **hint** and **library:** let our pages show at once whether you are signed in, how many items are in your
  cart, and which products you own, for up to 30 days
- **currency:** remembers the currency you chose, for up to a year
- **theme:** remembers the colours you chose, for up to a year
- **csrf** and **callback:** protect the sign-in, until you close the browser

No cookie keeps your language: it is part of the address of each page.

At the checkout, Paymentwall’s payment form may set cookies of its own, to process the payment and to prevent
fraud.
`,
  },
  {
    id: 'retention',
    title: 'How long we keep it',
    body: `
- **Account:** until you close it. We then erase your name, e-mail address, password, cart and the IP address
  of your registration. The account number is kept, so that it is never given to anyone else.
- **Purchases as a guest:** your e-mail address and the IP address you first bought from, until you ask us to
  erase them or, if you moved the purchases into an account, until you close it. The link in a receipt works
  for a year. If you start to buy as a guest and order nothing: 30 days.
- **Sessions:** until you sign out, or for 30 days; then deleted within a day.
- **Orders, payments and acceptances:** for six years after the end of the financial year, as tax law
  requires.
- **Payment references:** indefinitely. They are our only protection against delivering twice for one payment.
  They include your account number, but not your name or address.
- **The log of payment notifications:** 90 days. **Other technical logs:** 30 days.
- **A cart without an account:** 30 days after its last change.
- **A cancellation or withdrawal declared without signing in:** for three years after the end of the year in
  which we received it, as long as claims can be made from it.
- **A saved card:** until you delete it or close your account.
- **Messages:** two years after the last one.
- **The record of the e-mails we sent you,** with the address they went to: until you ask us to erase it.
`,
  },
  {
    id: 'rights',
    title: 'Your rights',
    body: `
You may ask us for a copy of your data, including in a machine-readable format; ask us to correct it, erase it
or restrict its use; object to a use that relies on our legitimate interests; and withdraw a consent at any
time. Write to us from the e-mail address of your account, or the one you bought with as a guest; we reply
within a month, free of charge. We make no decision about you by automated means alone. Paymentwall and your
bank decide whether a payment is accepted; you can ask us to have that decision reviewed.

If you believe that we have handled your data wrongly, you may complain to the data protection authority where
you live; in the United Kingdom this is the Information Commissioner’s Office (ico.org.uk).
`,
  },
]
