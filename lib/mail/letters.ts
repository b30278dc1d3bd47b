import { brand } from '@/lib/brand/brand'
import { declarationRows } from '@/lib/cancellations/words'
import type { AlertKind, MailKind } from '@/lib/generated/prisma/enums'
import { languageOf } from '@/lib/languages/languages.mjs'
import { english, localeOf } from '@/lib/languages/locale'
import type { MailWithFacts } from '@/lib/mail/data'
import type { Block, Letter } from '@/lib/mail/letter'
import { formatMoney, fromColumn } from '@/lib/money'
import { alertWords } from '@/lib/open-alerts/words'
import { roleWords } from '@/lib/operators/words'
import { cardName } from '@/lib/orders/card-name'
import { changeSentences, type ToldChange, withdrawalSentences } from '@/lib/price-changes/words'
import type { Membership } from '@/lib/subscriptions/data'
import { membershipWords } from '@/lib/subscriptions/words'

/** What a message is composed from. */
export interface LetterFacts {
  mail: MailWithFacts
  shopUrl: string
  /** Where to write to. */
  support: string
  /** Of an order that began a membership: how it stands. */
  membership: Membership | undefined
  /** The link that opens something to whoever reads it; only while the message is sent. */
  secretLink: string | undefined
  /** Open alerts that a message to admins is about. */
  alerts: readonly { kind: AlertKind; message: string; orderId: string | null }[]
  /** The shop's time. */
  at: Date
}

type Order = NonNullable<MailWithFacts['order']>

function orderOf({ mail }: LetterFacts): Order {
  if (!mail.order) throw new Error(`Mail ${mail.id} is about an order, and names none.`)
  return mail.order
}

function paymentOf(facts: LetterFacts) {
  const { mail } = facts
  const payment = orderOf(facts).payments.find(({ ref }) => ref === mail.ref)
  if (!payment) throw new Error(`Mail ${mail.id} is about a payment that its order does not have.`)
  return payment
}

const names = (order: Order) => order.lines.map(({ name }) => name).join(', ')

const onlyInMessage = 'The link is only in the message itself. It is stored nowhere.'

/** Whether a message's link to the order opens it to a reader without an account. */
export function isForGuest({ order, user }: Pick<MailWithFacts, 'order' | 'user'>): boolean {
  return order !== null && user?.isGuest === true && user.account === null
}

function orderBlocks({ mail, shopUrl, secretLink }: LetterFacts): Block[] {
  const text = 'View your order'
  if (!isForGuest(mail)) return [{ link: { text, href: `${shopUrl}/orders/${mail.orderId}` } }]
  return [
    secretLink ? { link: { text, href: secretLink } } : onlyInMessage,
    'Anyone who has this link can see the order and use what you bought, and for a week keep it in an account. Do not share this message.',
  ]
}

function receipt(facts: LetterFacts): Letter {
  const order = orderOf(facts)
  const payment = paymentOf(facts)
  const [card] = order.charges
  const paid = fromColumn(payment.price, order.currency) ?? order
  const goods = order.lines.flatMap(({ name, delivery }): Block[] =>
    delivery && !delivery.withdrawnAt && delivery.licenceKey
      ? [{ copy: { label: `Licence key for ${name}`, value: delivery.licenceKey } }]
      : [],
  )
  return {
    subject: `Your receipt for ${names(order)}`,
    blocks: [
      'Thank you for your order. Your payment has arrived.',
      {
        rows: [
          ...order.lines.map(({ name, amount }): [string, string] => [
            name,
            formatMoney({ amount, currency: order.currency }),
          ]),
          ['Paid', formatMoney(paid)],
          ['Payment method', (card && cardName(card)) ?? 'Paymentwall'],
          ['Date', english.date(payment.paidAt ?? payment.createdAt)],
          ['Order', order.id],
        ],
      },
      ...goods,
      ...membershipBlocks(facts),
      ...orderBlocks(facts),
    ],
  }
}

function membershipBlocks({ membership, at }: LetterFacts): Block[] {
  return membership ? [membershipWords(membership, at).text] : []
}

function renewal(facts: LetterFacts): Letter {
  const order = orderOf(facts)
  const payment = paymentOf(facts)
  const paid = fromColumn(payment.price, order.currency) ?? order
  return {
    subject: `${names(order)} has been renewed`,
    blocks: [
      `Your membership was renewed for ${formatMoney(paid)}.`,
      {
        rows: [
          ['Paid', formatMoney(paid)],
          ['Date', english.date(payment.paidAt ?? payment.createdAt)],
          ['Order', order.id],
        ],
      },
      ...membershipBlocks(facts),
      'You can cancel at any time in your account, under Memberships.',
      { link: { text: 'View your memberships', href: `${facts.shopUrl}/account` } },
    ],
  }
}

function refund(facts: LetterFacts): Letter {
  const order = orderOf(facts)
  const payment = paymentOf(facts)
  const price = fromColumn(payment.price, order.currency) ?? order
  const isWhole = payment.state === 'REVERSED'
  const back = isWhole ? price : fromColumn(payment.refunded, order.currency)
  return {
    subject: isWhole
      ? `Your payment for ${names(order)} was refunded`
      : `A partial refund for ${names(order)}`,
    blocks: [
      `${back ? formatMoney(back) : 'Part of your payment'} ${isWhole ? 'is' : 'in total is'} on its way back to you, by the method you paid with. Banks take up to ten days to show it.`,
      ...(isWhole ? ['What you bought with it is no longer available.'] : []),
      {
        rows: [
          ['Refunded', back ? formatMoney(back) : 'In part'],
          ['Paid', formatMoney(price)],
          ['Order', order.id],
        ],
      },
      ...orderBlocks(facts),
    ],
  }
}

function membershipChanged(facts: LetterFacts, subject: string): Letter {
  return {
    subject: `${names(orderOf(facts))}: ${subject}`,
    blocks: [
      ...membershipBlocks(facts),
      { link: { text: 'View your memberships', href: `${facts.shopUrl}/account` } },
    ],
  }
}

function changeOf({ mail }: LetterFacts): ToldChange {
  if (!mail.priceChange) throw new Error(`Mail ${mail.id} is about a price change, and names none.`)
  const { product, ...change } = mail.priceChange
  return { ...change, name: product.name }
}

function priceChange(facts: LetterFacts): Letter {
  const change = changeOf(facts)
  const { membership, shopUrl } = facts
  if (!membership)
    throw new Error(`Mail ${facts.mail.id} is about a membership that its order does not have.`)
  return {
    subject: `${change.name}: a new price from ${english.date(change.effectiveAt)}`,
    blocks: [
      ...changeSentences(change, membership.plan),
      ...membershipBlocks(facts),
      'You can cancel at any time in your account, under Memberships.',
      { link: { text: 'View your memberships', href: `${shopUrl}/account/memberships` } },
    ],
  }
}

function priceChangeWithdrawn(facts: LetterFacts): Letter {
  const change = changeOf(facts)
  return {
    subject: `${change.name}: the price stays the same`,
    blocks: [
      ...withdrawalSentences(change),
      { link: { text: 'View your memberships', href: `${facts.shopUrl}/account/memberships` } },
    ],
  }
}

/** In the language in which it was declared. */
function cancellationDeclared({ mail, membership, support }: LetterFacts): Letter {
  const { declaredCancellation: declared } = mail
  if (!declared) throw new Error(`Mail ${mail.id} is about a declared cancellation, and names none.`)
  const { outcome, endsOn, isExtraordinary } = declared
  const locale = localeOf(languageOf(declared.language).name)
  const { t } = locale
  const product = membership?.product.name ?? ''
  const stopped = [
    t('cancellations.letter.stopped', { product }),
    ...(membership?.accessUntil && membership.paidUntil
      ? [t('cancellations.letter.runs', { day: locale.date(membership.paidUntil) })]
      : []),
    ...(isExtraordinary ? [t('cancellations.letter.looked')] : []),
  ]
  const result =
    !membership || outcome === 'UNMATCHED'
      ? t('cancellations.letter.unmatched')
      : outcome === 'WAITING' && endsOn
        ? t('cancellations.letter.waiting', { product, day: locale.date(endsOn) })
        : stopped.join(' ')
  return {
    subject: t('cancellations.letter.subject'),
    blocks: [
      t('cancellations.letter.lead'),
      { rows: declarationRows(locale, declared) },
      result,
      t('cancellations.letter.other', { support }),
    ],
  }
}

function alertBlocks({ alerts, shopUrl }: LetterFacts): Block[] {
  return [
    ...alerts.map(({ kind, message }) => `${alertWords(kind)}: ${message}`),
    { link: { text: 'View the alerts', href: `${shopUrl}/admin/alerts` } },
  ]
}

const letters: Record<MailKind, (facts: LetterFacts) => Letter> = {
  RECEIPT: receipt,
  RENEWAL: renewal,
  REFUND: refund,
  MEMBERSHIP_CANCELLED: (facts) => membershipChanged(facts, 'your membership is cancelled'),
  MEMBERSHIP_FAILED: (facts) => membershipChanged(facts, 'your membership could not be renewed'),
  TRIAL_ENDS: (facts) => membershipChanged(facts, 'your trial is ending'),
  RENEWAL_COMING: (facts) => membershipChanged(facts, 'your membership renews soon'),
  PAYMENT_RETRIED: (facts) => membershipChanged(facts, 'a payment has not gone through yet'),
  PASSWORD_RESET: ({ secretLink, support }) => ({
    subject: `Reset your ${brand.name} password`,
    blocks: [
      'Somebody, probably you, asked to reset the password of your account.',
      secretLink ? { link: { text: 'Choose a new password', href: secretLink } } : onlyInMessage,
      'The link works once, for 30 minutes. If you did not ask for it, ignore this message: your password stays as it is.',
      `Questions? Write to ${support}.`,
    ],
  }),
  PASSWORD_CHANGED: ({ support, shopUrl }) => ({
    subject: `Your ${brand.name} password was changed`,
    blocks: [
      'The password of your account was changed, and all devices were signed out.',
      `If this was not you, reset the password now and write to ${support}.`,
      { link: { text: 'Reset your password', href: `${shopUrl}/reset` } },
    ],
  }),
  EMAIL_CONFIRMATION: ({ secretLink, support }) => ({
    subject: `Confirm your address for ${brand.name}`,
    blocks: [
      'This address was used to create an account, or was set as the address of one. If that was you, confirm that the address is yours.',
      secretLink ? { link: { text: 'Confirm your address', href: secretLink } } : onlyInMessage,
      'The link works once, for three days.',
      `If it was not you, ignore this message, or write to ${support} and we will close the account.`,
    ],
  }),
  EMAIL_CHANGED: ({ mail, support }) => ({
    subject: `The e-mail address of your ${brand.name} account was changed`,
    blocks: [
      `Your account no longer uses ${mail.recipient}. Messages now go to the new address.`,
      `If this was not you, write to ${support} at once.`,
    ],
  }),
  ACCOUNT_CLOSED: ({ support }) => ({
    subject: `Your ${brand.name} account is closed`,
    blocks: [
      'Your account is closed, as you asked. We are stopping the renewals of any membership.',
      `If you are charged anyway, write to ${support} and we will refund it.`,
    ],
  }),
  INVITATION: ({ mail, secretLink, support }) => ({
    subject: `You are invited to the back office of ${brand.name}`,
    blocks: [
      `You are invited to become ${mail.invitation ? roleWords[mail.invitation.role] : 'an operator'} of ${brand.name}. Follow the link, sign in or create an account, and accept.`,
      secretLink ? { link: { text: 'View the invitation', href: secretLink } } : onlyInMessage,
      'The link works once, within seven days of the invitation. Do not share this message.',
      `If you did not expect it, ignore this message, or write to ${support}.`,
    ],
  }),
  PRICE_CHANGE: priceChange,
  PRICE_CHANGE_WITHDRAWN: priceChangeWithdrawn,
  CANCELLATION_DECLARED: cancellationDeclared,
  ALERT: (facts) => ({
    subject: `${brand.name}: ${facts.alerts[0] ? alertWords(facts.alerts[0].kind) : 'an alert was resolved'}`,
    blocks: alertBlocks(facts),
  }),
  ALERT_DIGEST: (facts) => ({
    subject: `${brand.name}: ${facts.alerts.length === 1 ? '1 alert is' : `${facts.alerts.length} alerts are`} open`,
    blocks: alertBlocks(facts),
  }),
}

/** The words of a message. Throws when what it is about is gone. */
export function letterOf(facts: LetterFacts): Letter {
  return letters[facts.mail.kind](facts)
}
