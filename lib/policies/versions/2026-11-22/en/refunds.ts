import type { PolicyText } from '@/lib/policies/text'

export const refunds: PolicyText = [
  {
    id: 'changed-your-mind',
    title: 'If you have changed your mind',
    body: `
You have 14 days from the day of the payment, and need give no reason. We refund

- **printable models:** in full, as long as you have not downloaded the sheet
- **a commercial licence:** in full, as long as you have not sold or shown anything under it
- **studio credits:** those not yet spent, at the price you paid for each
- **a membership:** in full, as long as you have not downloaded a sheet through it; otherwise the days that
  remain of the period

Why the download counts: you ask us at the checkout to deliver at once, and the right to withdraw from a
purchase of digital content ends once its delivery has begun.
`,
  },
  {
    id: 'faulty',
    title: 'If something is wrong',
    body: `
A file that will not open, a net that does not close, a key that is not accepted, something you paid for and
did not get: tell us whenever you notice. We put it right, usually within two working days. If we cannot, you
get the full price back, downloaded or not. This policy takes nothing away from your rights by law.
`,
  },
  {
    id: 'cancelling',
    title: 'Cancelling a membership',
    body: `
1. Sign in and open [your account](/account), then “Memberships”.
2. Choose “Cancel” beside the membership. We show what will happen, and ask you to confirm.
3. The page says “cancelled” when Paymentwall has confirmed it, usually within minutes.

Or write to us from the address of your account; we cancel within one working day. Cancelling costs nothing
and needs no reason.

- **The time you have paid for stays yours.** The membership runs to the end of the period, and no more is
  charged.
- **During a trial** you may cancel until its last day. The trial runs out, and the first full period is not
  charged.
- **After a renewal that you did not want** you have 14 days: if you have not downloaded a sheet since, we
  refund the whole period.
- **When we refund the latest period in full,** access ends at once, and the membership is cancelled with it.
  A refund of an earlier one leaves the membership as it is.
`,
  },
  {
    id: 'how',
    title: 'How to ask for a refund',
    body: `
Write to us with the order number; open the order in your account, under “Orders”, and it stands at the top. A
sentence is enough. You may use these words: “I withdraw from my contract for the following order”, with the
order number, the date of the order, your name and today’s date.

{company}
`,
  },
  {
    id: 'when',
    title: 'When the money comes back',
    body: `
We answer within two working days and start the refund at once when it is due; at the latest 14 days after
your message. The money goes back the way it came, through Paymentwall. Banks usually show it within 5 to 10
working days. We charge nothing for it.

With the refund the goods are withdrawn: a sheet leaves your library, a licence key becomes invalid, and
credits are taken off the balance. Your order page shows this.
`,
  },
  {
    id: 'chargebacks',
    title: 'Before you ask your bank',
    body: `
If you do not recognise a charge, write to us first: we can tell you what it was for, and refund a mistake
faster than a bank can. A chargeback withdraws the goods of its order, and a membership with it.
`,
  },
]
