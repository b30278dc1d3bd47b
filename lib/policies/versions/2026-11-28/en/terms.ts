import type { PolicyText } from '@/lib/policies/text'

export const terms: PolicyText = [
  {
    id: 'seller',
    title: 'Who we are',
    body: `
This shop is run by the company below, which sells everything in it. “We” means that company; “you” means
anyone who opens an account or places an order here.

{company}
`,
  },
  {
    id: 'account',
    title: 'Your account',
    body: `
You can buy with an account, which keeps what you buy, or as a guest, with an e-mail address alone. A
membership needs an account. Give us an e-mail address where we can reach you, and keep your password to
yourself. If you are under 18, ask a parent or guardian to order for you.

As a guest, you reach your order through the link in your receipt, which works for a year. Anyone who has the
link can see the order and use what you bought, so keep it to yourself. In the first week you can also use it
to move the order into an account.

You may close your account at any time, from your account page or by writing to us. We stop the renewals of
any membership first. Closing your account ends your access to your library, to the rest of any membership
period, and to unspent credits, so download your sheets and copy your licence keys beforehand. What you have
downloaded remains yours to use under its licence. Closing an account is not a refund request, and does not
affect a refund that is due to you. If a payment reaches us after the account is closed, we refund it.

We may close an account that is used for fraud or in serious breach of these terms. Unless the payment was
fraudulent, you can still download what you have paid for during the 30 days after we notify you.
`,
  },
  {
    id: 'ordering',
    title: 'Ordering and prices',
    body: `
Prices are shown with their currency and include all taxes that we must charge. You choose the currency, and a
product is sold only in those it has a price in. When you choose “Buy now” or “Check out”, we create an order
at the prices of that moment, and neither its prices nor its currency change afterwards. The checkout shows
your order again and asks you to accept these terms. You can cancel at any point before you pay. The checkout
also shows the date until which the order can be paid. After that date it expires: you owe nothing, and you
can place the order again at the current price.

The contract is concluded when the payment is confirmed and your order page says that it is paid. We confirm it
by e-mail with your receipt, to which these terms and the instructions on withdrawal are attached. Your orders,
and the version of the terms that you accepted for each, are kept in your account or, if you buy as a guest,
shown through the link in your receipt. Contracts are in English or German: in the language of the page on
which you accept these terms. They are offered in both, and say the same in both; the one that you accepted
applies.
`,
  },
  {
    id: 'payment',
    title: 'Payment',
    body: `
Payments are processed by Paymentwall. Card details go directly from your browser to Paymentwall; we neither
see nor store card numbers. You may be asked to confirm a card payment with your bank (3-D Secure).

Some payments are reviewed before they are approved. Until then your order is shown as under review, nothing
is delivered, and you owe nothing. If a payment is refunded, charged back or found to be fraudulent, we
withdraw what was delivered for it.
`,
  },
  {
    id: 'delivery',
    title: 'Delivery',
    body: `
Everything we sell is digital; nothing is sent by post. Your purchase is added to the library in your account
or, if you buy as a guest, shown on your order page as soon as the payment is confirmed, usually within
seconds. You need a PDF reader to open the sheets and a printer that takes A4 paper to use them. The files
have no copy protection.

You can download what you bought as often as you like while your account is open or, as a guest, for a year
through the link in your receipt. If something has not arrived an hour after you paid, write to us with the
order number: we will trace the payment, then deliver or refund.
`,
  },
  {
    id: 'licence',
    title: 'What you may do with the sheets',
    body: `
We keep all rights in the designs. Each sheet comes with a personal licence that does not expire: print it,
build it as often as you like, and give away what you have built. You may not sell the built models, and you
may not sell, publish or share the sheets, whether changed or not.

The commercial licence adds the right to earn money with built models: to sell up to 500 pieces of each design
a year, to dress shop windows, sets and exhibitions, and to teach paid workshops with one printed sheet per
person. It covers every design that you have bought or will buy from us, is issued to one person or one
company, and cannot be transferred. You still may not sell, publish or share the sheets themselves.
`,
  },
  {
    id: 'credits',
    title: 'Studio credits',
    body: `
Credits pay for work by our studio, at the rates on their product page. They are not money: they earn no
interest, cannot be transferred to another account, and are paid out only where our refund policy says so.
They do not expire. If we decline or fail to complete a piece of work, its credits are returned to your
account.
`,
  },
  {
    id: 'memberships',
    title: 'Memberships',
    body: `
A membership gives you access to every sheet in the shop for as long as it is paid for. The price, the billing
period, the length and price of any trial, and the date and amount of the first and the next charge are shown
next to the button before you buy, and are kept with your order.

- **It renews automatically** at the end of each period, at the same price and with the payment method you
  used first, until you cancel. A trial becomes a paid membership when it ends, unless you cancel before then.
- **You can cancel at any time**: in your account under “Memberships”, without signing in on the page [Cancel
  a membership](/cancel), which every page links to at the bottom, or by writing to us. The membership then
  runs to the end of the period you have paid for, and you are not charged again.
- **If a charge fails**, Paymentwall retries it twice, a day apart. You remain a member in the meantime, until
  the date shown in your account and for no longer than half a period. After that the membership pauses, and
  resumes once a charge succeeds. If none does, it ends.
- **If the price is going to change**, we tell you at least 30 days before the first charge at the new price,
  so that you can cancel in time.

When a membership ends, its sheets leave your library. You may continue to build the sheets that you have
downloaded by then, under the personal licence.
`,
  },
  {
    id: 'withdrawal',
    title: 'Your right to withdraw',
    body: `
Consumers in the United Kingdom and the European Union may withdraw from a distance contract within 14 days
without giving a reason. For digital content, that right ends once delivery begins with your consent. By
accepting these terms at the checkout, you ask us to deliver immediately, and you acknowledge that you lose
the right to withdraw from the purchase of a sheet once you download it. Your receipt confirms both.

You can withdraw without signing in on the page [Withdraw from contract here](/withdraw), which every page links
to at the bottom; we then confirm receipt by e-mail immediately. Any other clear statement is enough, too.

[Refunds and cancellation](refunds) has the full instructions on withdrawal and the model withdrawal form, and
says what we refund beyond what the law requires.
`,
  },
  {
    id: 'faults',
    title: 'If something is wrong',
    body: `
What we deliver must be as described, of satisfactory quality and fit for its purpose. If it is not, tell us:
we will repair or replace it, or refund it if that cannot be done within a reasonable time. These are your
legal rights, and nothing in these terms takes them away.
`,
  },
  {
    id: 'liability',
    title: 'Liability',
    body: `
We do not limit our liability for death or personal injury caused by our negligence, for fraud, or where the
law does not allow a limit. Otherwise we are liable for losses that both of us could have foreseen when the
contract was made and, towards businesses, for no more than the price of the order concerned. We are not
liable for a business’s lost profits, or for what happens when paper is placed next to a flame.
`,
  },
  {
    id: 'changes',
    title: 'Changes to these terms',
    body: `
Each order is governed by the version that you accepted with it; your order page links to it. A new version
applies to later orders. It applies to an existing membership only if we have told you at least 30 days in
advance. Earlier versions remain available, linked from the current one.
`,
  },
  {
    id: 'law',
    title: 'Law and disputes',
    body: `
These terms are governed by the law of England and Wales. If you are a consumer, you also keep the protection
of the law of the country where you live, and may bring or defend a claim there. Please write to us first:
most problems can be solved with one message. We are neither willing nor obliged to take part in dispute
resolution before a consumer arbitration board.
`,
  },
]
