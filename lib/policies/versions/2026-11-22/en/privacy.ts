import type { PolicyText } from '@/lib/policies/text'

export const privacy: PolicyText = [
  {
    id: 'controller',
    title: 'Who is responsible',
    body: `
The company below decides why and how personal data are used in this shop. Write to the same address with any
question about your data.

{company}
`,
  },
  {
    id: 'data',
    title: 'What we hold, and why',
    body: `
We keep what a purchase needs and no more. There is no advertising, no tracking and no profile.

- **Your account:** e-mail address, name if you give one, a password that is stored only as a hash, the day
  and the internet address of your registration, and an opaque account number. We need them to keep the
  contract with you.
- **Your orders:** what you bought and when, the price, what was delivered or withdrawn, and which version of
  our policies you accepted, with the time and your internet address. We need them for the contract, for our
  books, and to prove what was agreed.
- **Your payments:** Paymentwall’s reference, the amount, the state of the payment and the messages that
  Paymentwall sends us about it. Never a card number or its security code: they go from your browser to
  Paymentwall and do not pass through our servers.
- **A saved card,** if you ask us to save one: a token from Paymentwall, stored encrypted, with the last
  digits and the expiry date so that you recognise it. You can delete it in your account.
- **Your cart,** and your messages if you write to us.
- **Technical logs:** times, internet addresses and errors, to keep the shop running and safe, and counts of
  failed sign-ins, to stop guessing of passwords. This is our legitimate interest.
`,
  },
  {
    id: 'recipients',
    title: 'Who else receives data',
    body: `
**Paymentwall** (Paymentwall, Inc. and the companies of its group) processes payments, checks them for fraud
and, if you buy a membership, charges its renewals. It receives your account number, e-mail address, internet
address, the order and its price, and facts that help to tell honest buyers from others: since when you have
an account, and how many purchases you have made. What you type into its payment form goes to Paymentwall
directly. Paymentwall is responsible for its own use of the data; its privacy policy is linked from its
payment form.

**Our hosting provider** stores the data on our behalf and under our instructions. **Tax advisers and
authorities** receive what the law obliges us to show. We sell data to nobody.

Paymentwall also works in the United States and other countries outside the United Kingdom and the European
Economic Area. Transfers there rest on the contract clauses approved for this purpose; we send you a copy on
request.
`,
  },
  {
    id: 'cookies',
    title: 'Cookies',
    body: `
We set only cookies that the shop cannot do without, which is why we do not ask for consent:

- **session:** keeps you signed in, up to 30 days
- **cart:** finds your cart before you sign in, up to 30 days
- **csrf** and **callback:** protect the sign-in, until you close the browser

At the checkout, Paymentwall’s payment form may set cookies of its own, to process the payment and prevent
fraud.
`,
  },
  {
    id: 'retention',
    title: 'How long we keep it',
    body: `
- **Account:** until you close it. Then we erase your name, e-mail address and password; the account number
  stays, so that it is never given to anybody else.
- **Orders, payments and acceptances:** six years after the end of the financial year, as tax law demands.
- **Payment references:** without limit. They are our only protection against delivering twice for one
  payment, and hold your account number but neither name nor address.
- **The log of payment messages:** 90 days. **Other technical logs:** 30 days.
- **A cart without an account:** 30 days after its last change.
- **A saved card:** until you delete it, or close your account.
- **Messages:** two years after the last one.
`,
  },
  {
    id: 'rights',
    title: 'Your rights',
    body: `
You may ask us for a copy of your data, also in a form for machines; have them corrected, erased or blocked;
object to a use that rests on our legitimate interest; and take back a consent at any time. Write to us from
the address of your account; we answer within a month, free of charge. We decide nothing about you by machine
alone; whether a payment is accepted is decided by Paymentwall and your bank, and you can ask us to have it
looked at again.

If you think that we are wrong, you may complain to the data protection authority where you live; in the
United Kingdom to the Information Commissioner’s Office (ico.org.uk).
`,
  },
]
