import { CompanyLines } from '@/app/(site)/_policies/company-lines'
import type { PolicyText } from '@/app/(site)/_policies/policy-text'

export const privacy: PolicyText = ({ company }) => [
  {
    id: 'controller',
    title: 'Who is responsible',
    body: (
      <>
        <p>
          The company below decides why and how personal data are used in this shop. Write to the same address
          with any question about your data.
        </p>
        <CompanyLines company={company} />
      </>
    ),
  },
  {
    id: 'data',
    title: 'What we hold, and why',
    body: (
      <>
        <p>We keep what a purchase needs and no more. There is no advertising, no tracking and no profile.</p>
        <ul>
          <li>
            <strong>Your account:</strong> e-mail address, name if you give one, a password that is stored
            only as a hash, the day and the internet address of your registration, and an opaque account
            number. We need them to keep the contract with you.
          </li>
          <li>
            <strong>Your orders:</strong> what you bought and when, the price, what was delivered or
            withdrawn, and which version of our policies you accepted, with the time and your internet
            address. We need them for the contract, for our books, and to prove what was agreed.
          </li>
          <li>
            <strong>Your payments:</strong> Paymentwall’s reference, the amount, the state of the payment and
            the messages that Paymentwall sends us about it. Never a card number or its security code: they go
            from your browser to Paymentwall and do not pass through our servers.
          </li>
          <li>
            <strong>A saved card,</strong> if you ask us to save one: a token from Paymentwall, stored
            encrypted, with the last digits and the expiry date so that you recognise it. You can delete it in
            your account.
          </li>
          <li>
            <strong>Your cart,</strong> and your messages if you write to us.
          </li>
          <li>
            <strong>Technical logs:</strong> times, internet addresses and errors, to keep the shop running
            and safe, and counts of failed sign-ins, to stop guessing of passwords. This is our legitimate
            interest.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'recipients',
    title: 'Who else receives data',
    body: (
      <>
        <p>
          <strong>Paymentwall</strong> (Paymentwall, Inc. and the companies of its group) processes payments,
          checks them for fraud and, if you buy a membership, charges its renewals. It receives your account
          number, e-mail address, internet address, the order and its price, and facts that help to tell
          honest buyers from others: since when you have an account, and how many purchases you have made.
          What you type into its payment form goes to Paymentwall directly. Paymentwall is responsible for its
          own use of the data; its privacy policy is linked from its payment form.
        </p>
        <p>
          <strong>Our hosting provider</strong> stores the data on our behalf and under our instructions.{' '}
          <strong>Tax advisers and authorities</strong> receive what the law obliges us to show. We sell data
          to nobody.
        </p>
        <p>
          Paymentwall also works in the United States and other countries outside the United Kingdom and the
          European Economic Area. Transfers there rest on the contract clauses approved for this purpose; we
          send you a copy on request.
        </p>
      </>
    ),
  },
  {
    id: 'cookies',
    title: 'Cookies',
    body: (
      <>
        <p>We set only cookies that the shop cannot do without, which is why we do not ask for consent:</p>
        <ul>
          <li>
            <strong>session:</strong> keeps you signed in, up to 30 days
          </li>
          <li>
            <strong>cart:</strong> finds your cart before you sign in, up to 30 days
          </li>
          <li>
            <strong>csrf</strong> and <strong>callback:</strong> protect the sign-in, until you close the
            browser
          </li>
        </ul>
        <p>
          At the checkout, Paymentwall’s payment form may set cookies of its own, to process the payment and
          prevent fraud.
        </p>
      </>
    ),
  },
  {
    id: 'retention',
    title: 'How long we keep it',
    body: (
      <ul>
        <li>
          <strong>Account:</strong> until you close it. Then we erase your name, e-mail address and password;
          the account number stays, so that it is never given to anybody else.
        </li>
        <li>
          <strong>Orders, payments and acceptances:</strong> six years after the end of the financial year, as
          tax law demands.
        </li>
        <li>
          <strong>Payment references:</strong> without limit. They are our only protection against delivering
          twice for one payment, and hold your account number but neither name nor address.
        </li>
        <li>
          <strong>The log of payment messages:</strong> 90 days. <strong>Other technical logs:</strong> 30
          days.
        </li>
        <li>
          <strong>A cart without an account:</strong> 30 days after its last change.
        </li>
        <li>
          <strong>A saved card:</strong> until you delete it, or close your account.
        </li>
        <li>
          <strong>Messages:</strong> two years after the last one.
        </li>
      </ul>
    ),
  },
  {
    id: 'rights',
    title: 'Your rights',
    body: (
      <>
        <p>
          You may ask us for a copy of your data, also in a form for machines; have them corrected, erased or
          blocked; object to a use that rests on our legitimate interest; and take back a consent at any time.
          Write to us from the address of your account; we answer within a month, free of charge. We decide
          nothing about you by machine alone; whether a payment is accepted is decided by Paymentwall and your
          bank, and you can ask us to have it looked at again.
        </p>
        <p>
          If you think that we are wrong, you may complain to the data protection authority where you live; in
          the United Kingdom to the Information Commissioner’s Office (ico.org.uk).
        </p>
      </>
    ),
  },
]
