import type { PolicyText } from '@/lib/policies/text'

export const terms: PolicyText = [
  {
    id: 'seller',
    title: 'Who we are',
    body: `
This shop belongs to the company below, which sells everything in it. “We” is that company; “you” are whoever
opens an account or orders here.

{company}
`,
  },
  {
    id: 'account',
    title: 'Your account',
    body: `
You need an account to buy, because what you buy is kept in it. Give an e-mail address that reaches you, and
keep your password to yourself. If you are under 18, ask a parent or guardian to order for you.

You may close your account at any time. We may close one that is used to deceive us or others, or to break
these terms in earnest; unless the payment was fraudulent, what you have paid for stays open for download for
30 days after we tell you.
`,
  },
  {
    id: 'ordering',
    title: 'Ordering and prices',
    body: `
Prices are shown with their currency and include the taxes that we must charge. “Buy now” or “Check out” makes
an order with the prices of that moment; they do not change afterwards. The checkout shows the order once
more, and asks you to accept these terms. You can turn back until you pay.

The contract is made when the payment is confirmed and your order page says that it is paid. Your orders, and
the version of the terms that you accepted with each, stay in your account. Contracts are in English.
`,
  },
  {
    id: 'payment',
    title: 'Payment',
    body: `
Payments are processed by Paymentwall. Card details go from your browser to Paymentwall alone; we neither see
nor store card numbers. You may be asked to confirm a card payment with your bank (3-D Secure).

Some payments are reviewed before they are approved. Until then your order is shown as under review, and
nothing is delivered or owed. When a payment is refunded, charged back or found to be fraudulent, we withdraw
what was delivered for it.
`,
  },
  {
    id: 'delivery',
    title: 'Delivery',
    body: `
Everything we sell is digital; nothing comes by post. It is put into the library of your account as soon as
the payment is confirmed, usually within seconds. You need a PDF reader to open the sheets, and a printer for
A4 paper to use them. The files have no copy protection.

You can download what you bought as often as you like while your account is open. If something has not arrived
an hour after you paid, write to us with the order number: we will find the payment, and deliver or refund.
`,
  },
  {
    id: 'licence',
    title: 'What you may do with the sheets',
    body: `
The designs remain ours. With each sheet you get a personal licence without an end date: print it, build it as
often as you like, and give away what you have built. You may not sell the built models, nor sell, publish or
share the sheets, changed or not.

The commercial licence adds the right to earn money with built models: to sell up to 500 pieces a year of each
design, to dress shop windows, sets and exhibitions, and to teach paid workshops with one printed sheet for
each person. It covers every design that you have bought or will buy from us, belongs to one person or one
company, and cannot be passed on. The sheets themselves may still not be sold, published or shared.
`,
  },
  {
    id: 'credits',
    title: 'Studio credits',
    body: `
Credits pay for work of our studio at the rates on their product page. They are not money: they do not bear
interest, cannot be passed to another account, and are paid out only where our refund policy says so. They do
not expire. When we refuse or fail to do a piece of work, its credits go back to your account.
`,
  },
  {
    id: 'memberships',
    title: 'Memberships',
    body: `
A membership gives access to the sheets of the whole shop for as long as it is paid for. The price, the
interval, the length and price of a trial, and the day and amount of the first and the next charge stand
beside the button before you buy, and are kept with your order.

- **It renews by itself** at the end of each period, at the same price and in the way you first paid, until
  you cancel. A trial becomes a membership at its end unless you cancel before.
- **You can cancel at any time**, in your account under “Memberships” or by writing to us. The membership then
  runs to the end of the time you have paid for, and no more is charged.
- **If a charge fails**, Paymentwall tries again over the following days. A day after it was due the
  membership pauses, and goes on once a charge succeeds. If none does, it ends.
- **If the price is to change**, we write to you at least 30 days before the first charge at the new price, so
  that you can cancel in time.

When a membership ends, its sheets leave your library. What you have downloaded by then, you may go on
building under the personal licence.
`,
  },
  {
    id: 'withdrawal',
    title: 'Your right to withdraw',
    body: `
Consumers in the United Kingdom and the European Union may withdraw from a contract made at a distance within
14 days, without giving a reason. For digital content that right ends when delivery begins with your consent:
by accepting these terms at the checkout you ask us to deliver at once, and you acknowledge that you lose the
right to withdraw from the purchase of a sheet once you download it.

[Refunds and cancellation](refunds) says how to withdraw, and what we give back beyond what the law asks for.
`,
  },
  {
    id: 'faults',
    title: 'If something is wrong',
    body: `
What we deliver must be as described, of satisfactory quality and fit for its purpose. If it is not, tell us:
we repair or replace it, or refund it if that does not succeed in reasonable time. These rights are yours by
law, and nothing in these terms takes them away.
`,
  },
  {
    id: 'liability',
    title: 'Liability',
    body: `
We are liable without limit for death and injury caused by our negligence, for fraud, and wherever the law
does not allow a limit. Otherwise we are liable for loss that both of us could foresee when the contract was
made; towards businesses, for no more than the price of the order concerned. We are not liable for lost
profits of a business, nor for what happens because paper is put next to a flame.
`,
  },
  {
    id: 'changes',
    title: 'Changes of these terms',
    body: `
An order is governed by the version that you accepted with it. A new version holds for later orders; for a
running membership only after we have told you at least 30 days ahead. We send older versions on request.
`,
  },
  {
    id: 'law',
    title: 'Law and disputes',
    body: `
The law of England and Wales applies. If you are a consumer, you also keep the protection of the law of the
country where you live, and may sue and be sued there. Please write to us first: most things are settled with
one message.
`,
  },
]
