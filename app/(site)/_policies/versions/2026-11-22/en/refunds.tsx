import { PageLink } from '@/app/_components/page-link'
import { CompanyLines } from '@/app/(site)/_policies/company-lines'
import type { PolicyText } from '@/app/(site)/_policies/policy-text'

export const refunds: PolicyText = ({ company, path }) => [
  {
    id: 'changed-your-mind',
    title: 'If you have changed your mind',
    body: (
      <>
        <p>You have 14 days from the day of the payment, and need give no reason. We refund</p>
        <ul>
          <li>
            <strong>printable models:</strong> in full, as long as you have not downloaded the sheet
          </li>
          <li>
            <strong>a commercial licence:</strong> in full, as long as you have not sold or shown anything
            under it
          </li>
          <li>
            <strong>studio credits:</strong> those not yet spent, at the price you paid for each
          </li>
          <li>
            <strong>a membership:</strong> in full, as long as you have not downloaded a sheet through it;
            otherwise the days that remain of the period
          </li>
        </ul>
        <p>
          Why the download counts: you ask us at the checkout to deliver at once, and the right to withdraw
          from a purchase of digital content ends once its delivery has begun.
        </p>
      </>
    ),
  },
  {
    id: 'faulty',
    title: 'If something is wrong',
    body: (
      <p>
        A file that will not open, a net that does not close, a key that is not accepted, something you paid
        for and did not get: tell us whenever you notice. We put it right, usually within two working days. If
        we cannot, you get the full price back, downloaded or not. This policy takes nothing away from your
        rights by law.
      </p>
    ),
  },
  {
    id: 'cancelling',
    title: 'Cancelling a membership',
    body: (
      <>
        <ol>
          <li>
            Sign in and open{' '}
            <PageLink href={path('/account')} className="link">
              your account
            </PageLink>
            , then “Memberships”.
          </li>
          <li>Choose “Cancel” beside the membership. We show what will happen, and ask you to confirm.</li>
          <li>The page says “cancelled” when Paymentwall has confirmed it, usually within minutes.</li>
        </ol>
        <p>
          Or write to us from the address of your account; we cancel within one working day. Cancelling costs
          nothing and needs no reason.
        </p>
        <ul>
          <li>
            <strong>The time you have paid for stays yours.</strong> The membership runs to the end of the
            period, and no more is charged.
          </li>
          <li>
            <strong>During a trial</strong> you may cancel until its last day. The trial runs out, and the
            first full period is not charged.
          </li>
          <li>
            <strong>After a renewal that you did not want</strong> you have 14 days: if you have not
            downloaded a sheet since, we refund the whole period.
          </li>
          <li>
            <strong>When we refund the latest period in full,</strong> access ends at once, and the membership
            is cancelled with it. A refund of an earlier one leaves the membership as it is.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: 'how',
    title: 'How to ask for a refund',
    body: (
      <>
        <p>
          Write to us with the order number; open the order in your account, under “Orders”, and it stands at
          the top. A sentence is enough. You may use these words: “I withdraw from my contract for the
          following order”, with the order number, the date of the order, your name and today’s date.
        </p>
        <CompanyLines company={company} />
      </>
    ),
  },
  {
    id: 'when',
    title: 'When the money comes back',
    body: (
      <>
        <p>
          We answer within two working days and start the refund at once when it is due; at the latest 14 days
          after your message. The money goes back the way it came, through Paymentwall. Banks usually show it
          within 5 to 10 working days. We charge nothing for it.
        </p>
        <p>
          With the refund the goods are withdrawn: a sheet leaves your library, a licence key becomes invalid,
          and credits are taken off the balance. Your order page shows this.
        </p>
      </>
    ),
  },
  {
    id: 'chargebacks',
    title: 'Before you ask your bank',
    body: (
      <p>
        If you do not recognise a charge, write to us first: we can tell you what it was for, and refund a
        mistake faster than a bank can. A chargeback withdraws the goods of its order, and a membership with
        it.
      </p>
    ),
  },
]
