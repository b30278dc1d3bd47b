import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { MailKind } from '@/lib/generated/prisma/enums'
import { newId } from '@/lib/ids'
import { localeOf } from '@/lib/languages/locale'
import { composeMail } from '@/lib/mail/compose'
import { findMail, type MailWithFacts } from '@/lib/mail/data'
import type { Block } from '@/lib/mail/letter'
import { letterOf, mailLocale } from '@/lib/mail/letters'
import { earliestDay } from '@/lib/price-changes/announcement'
import { announcePrice } from '@/lib/price-changes/mutations'
import { findMembership } from '@/lib/subscriptions/data'
import { testMailbox } from '@/test/support/mailbox'
import { dateTime, newMembership, notifyMembership } from '@/test/support/memberships'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

process.env.PINGBACK_CUSTOM_PARAMETERS = 'subscription_id,paid_at'
const database = await testDatabase()
const { deliver, receivedBy } = await testMailbox()

const forOperators = new Set<MailKind>(['INVITATION', 'ALERT', 'ALERT_DIGEST'])
const forBuyers = Object.values(MailKind).filter((kind) => !forOperators.has(kind))

const inEnglish = localeOf('en')
const inGerman = localeOf('de')
const now = new Date()
const support = 'help@shop.example'

let mails: Map<MailKind, MailWithFacts>

/** A message of each kind about one membership, whose licence keys, refund and price change are there to be told of. */
beforeAll(async () => {
  const order = await newMembership(database, { trial: [100, 14, 'day'] })
  const ref = newReference()
  await notifyMembership(order, { ref, type: 0, subscription_id: ref, paid_at: dateTime(now) })
  await database.query('UPDATE orders SET language = $2 WHERE id = $1', [order.id, 'de'])
  await database.query('UPDATE users SET language = $2 WHERE uid = $1', [order.uid, 'de'])
  await database.query('UPDATE deliveries SET licence_key = $2 WHERE order_id = $1', [order.id, 'AAAA-BBBB'])
  await database.query('UPDATE payments SET refunded = 0.5 WHERE ref = $1', [ref])
  await database.query(
    `INSERT INTO charge_attempts (id, order_id, state, brand, last4, updated_at)
     VALUES ($2, $1, 'SUCCEEDED', 'Visa', '4242', now())`,
    [order.id, newId()],
  )
  const typed = { amount: '8', from: earliestDay(now), was: { amount: 600, currency: 'USD' } }
  const announced = await announcePrice(order.productId, typed, { by: 'ann@example.com', at: now })
  if (!announced.ok) throw new Error(announced.why)
  await database.query(`INSERT INTO product_texts VALUES ($1, 'de', 'Klub', '', '')`, [order.productId])
  const declared = await db().declaration.create({
    data: {
      id: newId(),
      contract: order.id,
      name: 'Ada',
      email: 'reader@example.com',
      isExtraordinary: false,
      language: 'de',
      outcome: 'STOPPED',
      orderId: order.id,
    },
  })
  mails = new Map()
  for (const kind of Object.values(MailKind)) {
    const { id } = await db().mail.create({
      data: {
        id: newId(),
        kind,
        key: `${kind}:test`,
        recipient: 'reader@example.com',
        uid: order.uid,
        orderId: order.id,
        ref,
        priceChangeId: announced.change.id,
        ...(kind.endsWith('_DECLARED') && { declarationId: declared.id }),
      },
    })
    const mail = await findMail(id)
    if (mail) mails.set(kind, mail)
  }
})

/** A message as it is written in a language, with the link that it has when it is sent. */
async function letter(kind: MailKind, locale = inGerman, secretLink: string | undefined = undefined) {
  const mail = mails.get(kind)
  if (!mail?.orderId) throw new Error(`There is no ${kind}.`)
  const membership = await findMembership(mail.orderId, now)
  const shopUrl = 'https://shop.example'
  return letterOf({
    mail,
    locale,
    shopUrl,
    support,
    membership,
    secretLink,
    alerts: [],
    openAlerts: 0,
    at: now,
  })
}

function textsOf(block: Block): string[] {
  if (typeof block === 'string') return [block]
  if ('rows' in block) return block.rows.flat()
  return 'link' in block ? [block.link.text] : [block.copy.label]
}

describe('a letter to a buyer', () => {
  test.each(forBuyers)('%s is in German whole', async (kind) => {
    for (const secretLink of [undefined, 'https://shop.example/x']) {
      const german = await letter(kind, inGerman, secretLink)
      const english = await letter(kind, inEnglish, secretLink)
      const same = new Set(english.blocks.flatMap(textsOf))
      expect(german.subject).not.toBe(english.subject)
      expect(german.blocks.flatMap(textsOf).filter((text) => text.includes(' ') && same.has(text))).toEqual(
        [],
      )
      expect(german.blocks).toHaveLength(english.blocks.length)
    }
  })

  test.each(forBuyers)('%s leads to German pages', async (kind) => {
    const links = (await letter(kind, inGerman, 'https://shop.example/de/reset/x')).blocks.flatMap((block) =>
      typeof block !== 'string' && 'link' in block ? [block.link.href] : [],
    )
    for (const link of links) expect(link).toMatch(/^https:\/\/shop\.example\/de\//)
  })

  test('has prices, days and its own product as Germans read them', async () => {
    const { subject, blocks } = await letter('PRICE_CHANGE')
    const day = inGerman.date(new Date(earliestDay(now)))
    expect(subject).toBe(`Klub: neuer Preis ab dem ${day}`)
    expect(blocks[0]).toBe(
      `Ab dem ${day} kostet eine neue Mitgliedschaft „Klub“ 8,00\u00a0$ pro Monat. Bis dahin kostet sie 6,00\u00a0$ pro Monat.`,
    )
    const [rows] = (await letter('RECEIPT')).blocks.filter(
      (block) => typeof block !== 'string' && 'rows' in block,
    )
    expect(rows).toMatchObject({
      rows: expect.arrayContaining([['Zahlungsart', 'Visa mit den Endziffern 4242']]),
    })
  })
})

test('a guest whose payment was refunded is promised a look at the order, and no goods', () => {
  const mail = mails.get('REFUND')
  const { user, order } = mail ?? {}
  const [payment] = order?.payments ?? []
  if (!mail || !user || !order || !payment) throw new Error('There is no refund.')
  const guest = { ...user, isGuest: true, account: null }
  const lastBlock = (state: 'PAID' | 'REVERSED') =>
    letterOf({
      mail: { ...mail, user: guest, order: { ...order, payments: [{ ...payment, state }] } },
      locale: inEnglish,
      shopUrl: 'https://shop.example',
      support,
      membership: undefined,
      secretLink: 'https://shop.example/o/x',
      alerts: [],
      openAlerts: 0,
      at: now,
    }).blocks.at(-1)
  expect(lastBlock('PAID')).toContain('use what you bought')
  expect(lastBlock('REVERSED')).toBe('Anyone who has this link can see the order. Do not share this message.')
})

test.each([...forOperators])('%s is in English for whom it is', async (kind) => {
  const mail = mails.get(kind)
  expect(mail && mailLocale(mail)).toBe(inEnglish)
})

describe('a message', () => {
  test('about an order is in the language of the order, whatever its buyer reads', async () => {
    const { id, uid } = await newOrder(database)
    const ref = newReference()
    await notifyMembership({ id, uid }, { ref, type: 0 })
    await database.query(`UPDATE orders SET language = 'de' WHERE id = $1`, [id])
    const mail = await db().mail.create({
      data: {
        id: newId(),
        kind: 'RECEIPT',
        key: `RECEIPT:${ref}:de`,
        recipient: 'order@example.com',
        uid,
        orderId: id,
        ref,
      },
    })
    await deliver(uid)
    const [received] = await receivedBy('order@example.com')
    expect(received).toMatchObject({ subject: 'Ihr Beleg für Fox (LICENCE)' })
    expect(received?.html).toContain('<html lang="de-DE">')
    for (const text of [received?.html, received?.text]) expect(text).toContain(`/de/orders/${id}`)
    expect((await findMail(mail.id))?.language).toBe('de')
  })

  test('about an account is in the language of its reader, and leads there', async () => {
    const uid = await newBuyer(database)
    const email = `${uid}@example.com`
    await database.query(`UPDATE users SET language = 'de' WHERE uid = $1`, [uid])
    await db().mail.create({
      data: { id: newId(), kind: 'EMAIL_CONFIRMATION', key: `x:${uid}`, recipient: email, uid },
    })
    await deliver(uid)
    const [received] = await receivedBy(email)
    expect(received?.subject).toBe('Bestätigen Sie Ihre E-Mail-Adresse für Foldline')
    expect(received?.text).toMatch(/https?:\/\/[^/]+\/de\/confirm\/\w+\n/)
    expect(received?.text).toMatch(/\n--\nFoldline, https?:\/\/[^/]+\/de\n/)
  })

  test('that was sent stays in its language when the reader goes on in another', async () => {
    const uid = await newBuyer(database)
    const recipient = `${uid}@example.com`
    const write = (name: string) =>
      db().mail.create({
        data: { id: newId(), kind: 'PASSWORD_CHANGED', key: `${name}:${uid}`, recipient, uid },
      })
    await database.query(`UPDATE users SET language = 'de' WHERE uid = $1`, [uid])
    const sent = await write('sent')
    await deliver(uid)
    await database.query(`UPDATE users SET language = 'en' WHERE uid = $1`, [uid])
    const waiting = await write('waiting')
    expect(await previewOf(sent.id)).toBe('Ihr Passwort für Foldline wurde geändert')
    expect(await previewOf(waiting.id)).toBe('Your Foldline password was changed')
  })

  test.each([
    ['without a language of its own is in that of the order', null, 'de', inGerman],
    ['from before there were languages is in English', null, 'en', inEnglish],
    ['in a language that the shop has given up is in English', 'tlh', 'de', inEnglish],
  ])('%s', (_, language, ofOrder, expected) => {
    const mail = mails.get('RECEIPT')
    if (!mail?.order) throw new Error('There is no receipt.')
    expect(mailLocale({ ...mail, language, order: { ...mail.order, language: ofOrder } })).toBe(expected)
  })
})

/** The subject of a message as the back office shows it. */
async function previewOf(id: string): Promise<string | undefined> {
  const mail = await findMail(id)
  return mail ? (await composeMail(mail)).subject : undefined
}
