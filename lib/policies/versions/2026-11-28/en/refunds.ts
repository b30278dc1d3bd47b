import type { PolicyText } from '@/lib/policies/text'

export const refunds: PolicyText = [
  {
    id: 'instruction',
    title: 'Instructions on withdrawal',
    body: `
### Right of withdrawal

You have the right to withdraw from this contract within 14 days without giving any reason. The withdrawal
period will expire after 14 days from the day of the conclusion of the contract.

To exercise the right of withdrawal, you must inform us

{company}

of your decision to withdraw from this contract by an unequivocal statement (e.g. a letter sent by post or
e-mail). You may use the attached model withdrawal form, but it is not obligatory.

You can also exercise your right of withdrawal online on the page [Withdraw from contract here](/withdraw),
which every page links to at the bottom. If you use this online function, we will send you without undue delay
an acknowledgement of receipt of your withdrawal on a durable medium (e.g. by e-mail), including the content of
the withdrawal and the date and time of its submission.

To meet the withdrawal deadline, it is sufficient for you to send your communication concerning your exercise
of the right of withdrawal before the withdrawal period has expired.

### Effects of withdrawal

If you withdraw from this contract, we shall reimburse to you all payments received from you, including the
costs of delivery (with the exception of the supplementary costs resulting from your choice of a type of
delivery other than the least expensive type of standard delivery offered by us), without undue delay and in
any event not later than 14 days from the day on which we are informed about your decision to withdraw from
this contract. We will carry out such reimbursement using the same means of payment as you used for the initial
transaction, unless you have expressly agreed otherwise; in any event, you will not incur any fees as a result
of such reimbursement.

If you requested to begin the performance of services during the withdrawal period, you shall pay us an amount
which is in proportion to what has been provided until you have communicated us your withdrawal from this
contract, in comparison with the full coverage of the contract.

### When the right of withdrawal ends early

For a contract on digital content that is not supplied on a tangible medium, the right of withdrawal ends once
we have begun to perform the contract, if you expressly consented to our beginning before the withdrawal period
has expired, acknowledged that you thereby lose your right of withdrawal, and received our confirmation of the
contract by e-mail. We rely on this only once you have downloaded the sheet.
`,
  },
  {
    id: 'form',
    title: 'Model withdrawal form',
    body: `
(Complete and return this form only if you wish to withdraw from the contract.)

To:

{company}

- I/We (*) hereby give notice that I/We (*) withdraw from my/our (*) contract of sale of the following goods
  (*)/for the provision of the following service (*)
- Ordered on (*)/received on (*)
- Name of consumer(s)
- Address of consumer(s)
- Signature of consumer(s) (only if this form is notified on paper)
- Date

(*) Delete as appropriate.
`,
  },
  {
    id: 'changed-your-mind',
    title: 'If you change your mind',
    body: `
You have 14 days from the day of payment, and you do not need to give a reason. Within that time we refund

- **printable models:** in full, as long as you have not downloaded the sheet
- **a commercial licence:** in full, as long as you have not sold or exhibited anything under it
- **studio credits:** those you have not spent, at the price you paid for each
- **a membership:** in full, as long as you have not downloaded a sheet through it; otherwise for the days
  that remain of the period

Why downloading matters: at the checkout you ask us to deliver immediately, and the right to withdraw from a
purchase of digital content ends once its delivery has begun.
`,
  },
  {
    id: 'faulty',
    title: 'If something is wrong',
    body: `
A file that will not open, a net that does not close, a key that is not accepted, something you paid for and
did not receive: tell us as soon as you notice. We fix it, usually within two working days. If we cannot, we
refund the full price, whether or not you have downloaded it. This policy does not affect your legal rights.
`,
  },
  {
    id: 'cancelling',
    title: 'Cancelling a membership',
    body: `
1. Sign in and open [your account](/account), then “Memberships”.
2. Choose “Cancel” on the membership. We show you what will happen, and ask you to confirm.
3. The page says “Cancelled” once Paymentwall has confirmed it, usually within minutes.

You need not sign in: the page [Cancel a membership](/cancel), which every page links to at the bottom, takes
your cancellation and confirms it by e-mail. With the order number and the e-mail address of your account it
takes effect without anybody checking it. You can also write to us from the e-mail address of your account,
and we will cancel within one working day. Cancelling is free and needs no reason.

- **You keep the time you have paid for.** The membership runs to the end of the period, and you are not
  charged again.
- **During a trial** you may cancel up to its last day. The trial runs to its end, and the first full period
  is not charged.
- **After a renewal that you did not want** you have 14 days: if you have not downloaded a sheet since the
  renewal, we refund the whole period.
- **Closing your account** stops the renewals first, and ends your access for the rest of the period. To use
  the time you have paid for, cancel the membership now and close the account after it ends.
- **When we refund the latest period in full,** access ends immediately, and the membership is cancelled.
  Refunding an earlier period does not affect the membership.
`,
  },
  {
    id: 'how',
    title: 'How to withdraw or ask for a refund',
    body: `
To withdraw, open the page [Withdraw from contract here](/withdraw): you need not sign in, and we confirm
receipt by e-mail immediately.

To ask for a refund, open the order, in your account under “Orders” or through the link in your receipt, and
choose “Ask for a refund”. You can also write to us with the order number, which is at the top of the order.
One sentence is enough. You may use these words: “I withdraw from my contract for the following order”,
followed by the order number, the date of the order, your name and today’s date.

{company}
`,
  },
  {
    id: 'when',
    title: 'When you get your money back',
    body: `
We reply within two working days. If a refund is due, we issue it immediately, and no later than 14 days after
your message. The money is returned to the payment method you used, through Paymentwall. Banks usually show it
within 5 to 10 working days. We charge no fee for a refund.

A refund withdraws what you bought: a sheet leaves your library, a licence key becomes invalid, and credits
are deducted from your balance. Your order page shows this.
`,
  },
  {
    id: 'chargebacks',
    title: 'Before you contact your bank',
    body: `
If you do not recognise a charge, write to us first: we can tell you what it was for, and refund a mistake
faster than a bank can. A chargeback withdraws what was bought with the order, including a membership.
`,
  },
]
