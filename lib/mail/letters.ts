import { brand } from '@/lib/brand/brand'
import { inLanguage } from '@/lib/catalog/texts'
import { declarationRows } from '@/lib/declarations/words'
import type { Declaration } from '@/lib/generated/prisma/client'
import type { AlertKind, MailKind } from '@/lib/generated/prisma/enums'
import type { Catalog } from '@/lib/languages/catalog'
import { languageOf } from '@/lib/languages/languages.mjs'
import { english, type Locale, localeOf } from '@/lib/languages/locale'
import { agreementFile } from '@/lib/mail/agreement'
import type { MailWithFacts } from '@/lib/mail/data'
import type { Block, Letter } from '@/lib/mail/letter'
import { fromColumn, type Money } from '@/lib/money'
import { alertWords } from '@/lib/open-alerts/words'
import { roleWords } from '@/lib/operators/words'
import { cardName } from '@/lib/orders/card-name'
import { changeSentences, type ToldChange, withdrawalSentences } from '@/lib/price-changes/words'
import type { Membership } from '@/lib/subscriptions/data'
import { membershipWords } from '@/lib/subscriptions/words'
import { vatIn } from '@/lib/vat'

/** What a message is composed from. */
export interface LetterFacts {
  mail: MailWithFacts
  /** In whose language it is written. */
  locale: Locale
  shopUrl: string
  /** Where to write to. */
  support: string
  /** Of an order that began a membership: how it stands. */
  membership: Membership | undefined
  /** The link that opens something to whoever reads it; only while the message is sent. */
  secretLink: string | undefined
  /** Open alerts that a message to admins is about. */
  alerts: readonly { kind: AlertKind; message: string; orderId: string | null }[]
  /** How many are open, of which a digest names but some. */
  openAlerts: number
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

/** Whether a message's link to the order opens it to a reader without an account. */
export function isForGuest({ order, user }: Pick<MailWithFacts, 'order' | 'user'>): boolean {
  return order !== null && user?.isGuest === true && user.account === null
}

/** A link to a page of the shop. */
function linkTo({ locale, shopUrl }: LetterFacts, text: string, path: string): Block {
  return { link: { text, href: `${shopUrl}${locale.path(path)}` } }
}

/** A link that opens something to whoever reads it, or a word about it where there is none. */
function secretBlock({ locale, secretLink }: LetterFacts, text: string): Block {
  return secretLink ? { link: { text, href: secretLink } } : locale.t('mail.onlyInMessage')
}

function orderBlocks(facts: LetterFacts, use: 'guest' | 'guestReads' = 'guest'): Block[] {
  const { mail, locale } = facts
  const text = locale.t('mail.viewOrder')
  if (!isForGuest(mail)) return [linkTo(facts, text, `/orders/${mail.orderId}`)]
  return [secretBlock(facts, text), locale.t(`mail.${use}`)]
}

/** What the buyer declared before paying, word for word, on a medium that lasts, as § 312f of the German Civil Code wants it. */
function agreementBlocks({ mail, locale }: LetterFacts, isAttached: boolean): Block[] {
  const acceptance = mail.order?.acceptance
  if (!acceptance) return []
  const { t, date } = locale
  return [
    t('mail.receipt.declared', { day: date(acceptance.acceptedAt) }),
    ...acceptance.wording.split('\n'),
    ...(isAttached ? [t('mail.receipt.attached')] : []),
  ]
}

/** Where the contract of the order is withdrawn from, without signing in. */
function withdrawalLink({ mail, locale, shopUrl }: LetterFacts): Block {
  const href = `${shopUrl}${locale.path(`/withdraw?order=${mail.orderId}`)}`
  return { link: { text: locale.t('withdrawals.link'), href, isPlain: true } }
}

function membershipsLink(facts: LetterFacts, path: string): Block {
  return linkTo(facts, facts.locale.t('mail.viewMemberships'), path)
}

type Row = [label: string, value: string]

/** What was paid, with the tax in it. */
function paidRows({ t, money }: Locale, paid: Money): Row[] {
  const contained = vatIn(paid)
  return [
    [t('mail.rows.paid'), money(paid)],
    ...(contained
      ? [[t('receipt.vat', { percent: contained.percent }), money(contained.vat)] satisfies Row]
      : []),
  ]
}

function receipt(facts: LetterFacts): Letter {
  const { locale } = facts
  const { t, money, date } = locale
  const order = orderOf(facts)
  const payment = paymentOf(facts)
  const [card] = order.charges
  const paid = fromColumn(payment.price, order.currency) ?? order
  const file = order.acceptance ? agreementFile(order.acceptance, facts.shopUrl) : undefined
  const goods = order.lines.flatMap(({ name, delivery }): Block[] =>
    delivery && !delivery.withdrawnAt && delivery.licenceKey
      ? [{ copy: { label: t('mail.receipt.key', { product: name }), value: delivery.licenceKey } }]
      : [],
  )
  return {
    subject: t('mail.receipt.subject', { products: names(order) }),
    blocks: [
      t('mail.receipt.thanks'),
      {
        rows: [
          ...order.lines.map(({ name, amount }): Row => [name, money({ amount, currency: order.currency })]),
          ...paidRows(locale, paid),
          [t('mail.rows.method'), (card && cardName(t, card)) ?? 'Paymentwall'],
          [t('mail.rows.date'), date(payment.paidAt ?? payment.createdAt)],
          [t('mail.rows.order'), order.id],
        ],
      },
      ...goods,
      ...membershipBlocks(facts),
      ...orderBlocks(facts),
      ...agreementBlocks(facts, file !== undefined),
      withdrawalLink(facts),
    ],
    ...(file && { attachments: [file] }),
  }
}

function membershipBlocks({ locale, membership, at }: LetterFacts): Block[] {
  return membership ? [membershipWords(locale, membership, at).text] : []
}

function renewal(facts: LetterFacts): Letter {
  const { locale } = facts
  const { t, money, date } = locale
  const order = orderOf(facts)
  const payment = paymentOf(facts)
  const paid = fromColumn(payment.price, order.currency) ?? order
  return {
    subject: t('mail.renewal.subject', { products: names(order) }),
    blocks: [
      t('mail.renewal.text', { price: money(paid) }),
      {
        rows: [
          ...paidRows(locale, paid),
          [t('mail.rows.date'), date(payment.paidAt ?? payment.createdAt)],
          [t('mail.rows.order'), order.id],
        ],
      },
      ...membershipBlocks(facts),
      t('mail.cancel'),
      membershipsLink(facts, '/account'),
    ],
  }
}

function refund(facts: LetterFacts): Letter {
  const { t, money } = facts.locale
  const order = orderOf(facts)
  const payment = paymentOf(facts)
  const products = names(order)
  const price = fromColumn(payment.price, order.currency) ?? order
  const rows = (refunded: string): Block => ({
    rows: [
      [t('mail.rows.refunded'), refunded],
      [t('mail.rows.paid'), money(price)],
      [t('mail.rows.order'), order.id],
    ],
  })
  if (payment.state === 'REVERSED') {
    return {
      subject: t('mail.refund.subject', { products }),
      blocks: [
        t('mail.refund.whole', { amount: money(price) }),
        t('mail.refund.gone'),
        rows(money(price)),
        ...orderBlocks(facts, 'guestReads'),
      ],
    }
  }
  const back = fromColumn(payment.refunded, order.currency)
  const amount = back && money(back)
  return {
    subject: t('mail.partialRefund.subject', { products }),
    blocks: [
      amount === undefined ? t('mail.partialRefund.unknown') : t('mail.partialRefund.amount', { amount }),
      rows(amount ?? t('mail.rows.partly')),
      ...orderBlocks(facts),
    ],
  }
}

type MembershipMail = keyof Catalog['mail']['membership']

const membershipChanged =
  (kind: MembershipMail) =>
  (facts: LetterFacts): Letter => ({
    subject: facts.locale.t(`mail.membership.${kind}`, { products: names(orderOf(facts)) }),
    blocks: [...membershipBlocks(facts), membershipsLink(facts, '/account')],
  })

function changeOf({ mail, locale }: LetterFacts): ToldChange {
  if (!mail.priceChange) throw new Error(`Mail ${mail.id} is about a price change, and names none.`)
  const { product, ...change } = mail.priceChange
  return { ...change, name: inLanguage(product, locale.language).name }
}

function priceChange(facts: LetterFacts): Letter {
  const change = changeOf(facts)
  const { membership, locale } = facts
  const { t, date } = locale
  if (!membership)
    throw new Error(`Mail ${facts.mail.id} is about a membership that its order does not have.`)
  return {
    subject: t('mail.priceChange', { product: change.name, day: date(change.effectiveAt) }),
    blocks: [
      ...changeSentences(locale, change, membership.plan),
      ...membershipBlocks(facts),
      t('mail.cancel'),
      membershipsLink(facts, '/account/memberships'),
    ],
  }
}

function priceChangeWithdrawn(facts: LetterFacts): Letter {
  const change = changeOf(facts)
  const { locale } = facts
  return {
    subject: locale.t('mail.priceStays', { product: change.name }),
    blocks: [...withdrawalSentences(locale, change), membershipsLink(facts, '/account/memberships')],
  }
}

/** What anybody may have typed, so that no mail program makes a link of what looks like an address. */
function withoutLinks(typed: string): string {
  return typed.replace(/\.(?=[\p{L}\p{N}])/gu, '.\u200b')
}

/** A letter that repeats what was declared to whoever declared it, and says what happens now. */
function acknowledged(
  { mail, locale }: LetterFacts,
  said: { subject: string; lead: string; other: string },
  resultOf: (declared: Declaration) => string,
): Letter {
  const { declaration } = mail
  if (!declaration) throw new Error(`Mail ${mail.id} is about a declaration, and names none.`)
  const { contract, name, reason, part } = declaration
  return {
    subject: said.subject,
    blocks: [
      said.lead,
      {
        rows: declarationRows(locale, {
          ...declaration,
          contract: withoutLinks(contract),
          name: withoutLinks(name),
          reason: withoutLinks(reason),
          part: withoutLinks(part),
        }),
      },
      resultOf(declaration),
      said.other,
    ],
  }
}

function withdrawalDeclared(facts: LetterFacts): Letter {
  const { support } = facts
  const { t } = facts.locale
  const said = {
    subject: t('withdrawals.letter.subject'),
    lead: t('withdrawals.letter.lead'),
    other: t('withdrawals.letter.other', { support }),
  }
  return acknowledged(facts, said, () => t('withdrawals.letter.next'))
}

function cancellationDeclared(facts: LetterFacts): Letter {
  const { locale, membership, support } = facts
  const { t } = locale
  const product = membership?.product.name ?? ''
  const said = {
    subject: t('cancellations.letter.subject'),
    lead: t('cancellations.letter.lead'),
    other: t('cancellations.letter.other', { support }),
  }
  return acknowledged(facts, said, ({ outcome, endsOn, isExtraordinary }) => {
    if (!membership || outcome === 'UNMATCHED') return t('cancellations.letter.unmatched')
    if (outcome === 'WAITING' && endsOn)
      return t('cancellations.letter.waiting', { product, day: locale.date(endsOn) })
    const stopped = [
      t('cancellations.letter.stopped', { product }),
      ...(membership.accessUntil && membership.paidUntil
        ? [t('cancellations.letter.runs', { day: locale.date(membership.paidUntil) })]
        : []),
      ...(isExtraordinary ? [t('cancellations.letter.looked')] : []),
    ]
    return stopped.join(' ')
  })
}

function alertBlocks({ alerts, openAlerts, shopUrl }: LetterFacts): Block[] {
  const others = openAlerts - alerts.length
  return [
    ...alerts.map(({ kind, message }) => `${alertWords(kind)}: ${message}`),
    ...(others > 0 ? [`${others} more ${others === 1 ? 'is' : 'are'} open.`] : []),
    { link: { text: 'View the alerts', href: `${shopUrl}/admin/alerts` } },
  ]
}

const shop = brand.name

const letters: Record<MailKind, (facts: LetterFacts) => Letter> = {
  RECEIPT: receipt,
  RENEWAL: renewal,
  REFUND: refund,
  MEMBERSHIP_CANCELLED: membershipChanged('MEMBERSHIP_CANCELLED'),
  MEMBERSHIP_FAILED: membershipChanged('MEMBERSHIP_FAILED'),
  TRIAL_ENDS: membershipChanged('TRIAL_ENDS'),
  RENEWAL_COMING: membershipChanged('RENEWAL_COMING'),
  PAYMENT_RETRIED: membershipChanged('PAYMENT_RETRIED'),
  PASSWORD_RESET: (facts) => {
    const { support, locale } = facts
    const { t } = locale
    return {
      subject: t('mail.reset.subject', { shop }),
      blocks: [
        t('mail.reset.text'),
        secretBlock(facts, t('mail.reset.link')),
        t('mail.reset.once'),
        t('mail.reset.questions', { support }),
      ],
    }
  },
  PASSWORD_CHANGED: (facts) => {
    const { support, locale } = facts
    const { t } = locale
    return {
      subject: t('mail.passwordChanged.subject', { shop }),
      blocks: [
        t('mail.passwordChanged.text'),
        t('mail.passwordChanged.other', { support }),
        linkTo(facts, t('mail.passwordChanged.link'), '/reset'),
      ],
    }
  },
  EMAIL_CONFIRMATION: (facts) => {
    const { support, locale } = facts
    const { t } = locale
    return {
      subject: t('mail.confirmation.subject', { shop }),
      blocks: [
        t('mail.confirmation.text'),
        secretBlock(facts, t('mail.confirmation.link')),
        t('mail.confirmation.once'),
        t('mail.confirmation.other', { support }),
      ],
    }
  },
  EMAIL_CHANGED: ({ mail, support, locale: { t } }) => ({
    subject: t('mail.emailChanged.subject', { shop }),
    blocks: [
      t('mail.emailChanged.text', { address: mail.recipient }),
      t('mail.emailChanged.other', { support }),
    ],
  }),
  ACCOUNT_CLOSED: ({ support, locale: { t } }) => ({
    subject: t('mail.closed.subject', { shop }),
    blocks: [t('mail.closed.text'), t('mail.closed.charged', { support })],
  }),
  INVITATION: (facts) => ({
    subject: `You are invited to the back office of ${shop}`,
    blocks: [
      `You are invited to become ${facts.mail.invitation ? roleWords[facts.mail.invitation.role] : 'an operator'} of ${shop}. Follow the link, sign in or create an account, and accept.`,
      secretBlock(facts, 'View the invitation'),
      'The link works once, within seven days of the invitation. Do not share this message.',
      `If you did not expect it, ignore this message, or write to ${facts.support}.`,
    ],
  }),
  PRICE_CHANGE: priceChange,
  PRICE_CHANGE_WITHDRAWN: priceChangeWithdrawn,
  CANCELLATION_DECLARED: cancellationDeclared,
  WITHDRAWAL_DECLARED: withdrawalDeclared,
  ALERT: (facts) => ({
    subject: `${shop}: ${facts.alerts[0] ? alertWords(facts.alerts[0].kind) : 'an alert was resolved'}`,
    blocks: alertBlocks(facts),
  }),
  ALERT_DIGEST: (facts) => ({
    subject: `${shop}: ${facts.openAlerts === 1 ? '1 alert is' : `${facts.openAlerts} alerts are`} open`,
    blocks: alertBlocks(facts),
  }),
}

const forOperators: ReadonlySet<MailKind> = new Set(['INVITATION', 'ALERT', 'ALERT_DIGEST'])

/**
 * The locale of a message: the one that it was queued for or sent in, else that of what it is about, which is an order or a
 * declaration, else that of its reader. Operators read English.
 */
export function mailLocale({ kind, language, declaration, order, user }: MailWithFacts): Locale {
  if (forOperators.has(kind)) return english
  return localeOf(languageOf(language ?? (declaration ?? order ?? user)?.language).name)
}

/** The words of a message. Throws when what it is about is gone. */
export function letterOf(facts: LetterFacts): Letter {
  return letters[facts.mail.kind](facts)
}
