import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { returnFromBank } from '@/lib/charges/charge'
import { storeSaveCardChoice } from '@/lib/charges/mutations'
import { closeAccount } from '@/lib/closing/mutations'
import { findCardSecret, listCards } from '@/lib/saved-cards/data'
import { deleteCard, saveCard } from '@/lib/saved-cards/mutations'
import { charged, chargesSent, enteredCard, newCardOrder } from '@/test/support/card-orders'
import { type Provider, startProvider } from '@/test/support/provider'
import { type TestDatabase, testDatabase } from '@/test/support/test-database'

let database: TestDatabase
let provider: Provider

beforeAll(async () => {
  database = await testDatabase()
  provider = await startProvider()
  process.env.PAYMENTWALL_API_URL = provider.url
})
afterAll(() => provider.close())
beforeEach(() => {
  provider.calls.length = 0
  provider.answer = (call) => ({ json: charged(call) })
})

const token = 'a'.repeat(32)

/** An order that was paid with a card which its buyer asked to be saved. */
async function orderWithSavedCard() {
  const order = await newCardOrder(database)
  await storeSaveCardChoice(order.id, true)
  await order.pay()
  const [card] = await listCards(order.buyer.uid)
  if (!card) throw new Error('no card was saved')
  return { order, card }
}

test('a card is asked for and kept only with the buyer’s consent', async () => {
  const order = await newCardOrder(database)
  await order.pay()
  expect(chargesSent(provider)[0]?.parameters.get('store_card')).toBe('0')
  expect(await listCards(order.buyer.uid)).toEqual([])
})

test('consent that was taken back before paying counts', async () => {
  const order = await newCardOrder(database)
  await storeSaveCardChoice(order.id, true)
  await storeSaveCardChoice(order.id, false)
  await order.pay()
  expect(await listCards(order.buyer.uid)).toEqual([])
})

test('with consent brand, last four digits and expiry are kept, and the token sealed', async () => {
  const { order, card } = await orderWithSavedCard()
  expect(chargesSent(provider)[0]?.parameters.get('store_card')).toBe('1')
  expect(card).toMatchObject({ brand: 'Visa', last4: '4242', expMonth: '12', expYear: '2031' })
  const [row] = await database.query<{ sealed: Buffer }>('SELECT sealed FROM saved_cards WHERE id = $1', [
    card.id,
  ])
  expect(row?.sealed.toString('latin1')).not.toContain(token)
  expect(await findCardSecret(card.id, order.buyer.uid)).toMatchObject({
    token,
    firstName: 'Ada',
    lastName: 'Lovelace',
  })
})

test('a sealed token that was copied to another card opens nothing', async () => {
  const one = await orderWithSavedCard()
  const other = await orderWithSavedCard()
  await database.query(
    'UPDATE saved_cards SET sealed = (SELECT sealed FROM saved_cards WHERE id = $1) WHERE id = $2',
    [one.card.id, other.card.id],
  )
  expect(await findCardSecret(other.card.id, other.order.buyer.uid)).toBeUndefined()
})

test('paying again sends the permanent token, with the address it was made for and without a fingerprint', async () => {
  const { order, card } = await orderWithSavedCard()
  const next = await newCardOrder(database, { uid: order.buyer.uid })
  await database.query("UPDATE users SET email = 'new-' || email WHERE uid = $1", [order.buyer.uid])
  expect(await next.pay({ kind: 'saved', cardId: card.id })).toMatchObject({ kind: 'charged' })
  const sent = Object.fromEntries(chargesSent(provider).at(-1)?.parameters ?? [])
  expect(sent).toMatchObject({
    token,
    email: order.buyer.email,
    plan: next.id,
    'customer[firstname]': 'Ada',
    browser_ip: '198.51.100.4',
    browser_domain: 'localhost',
    store_card: '0',
  })
  expect(sent).not.toHaveProperty('fingerprint')
})

test('3-D Secure for a saved card sends the browser to the bank and back, in either form', async () => {
  const { order, card } = await orderWithSavedCard()
  const next = await newCardOrder(database, { uid: order.buyer.uid })
  const redirect = `${provider.url}/api/brick/redirect/3ds/1/2`
  provider.answer = () => ({ json: { success: 0, secure: { redirect } } })
  expect(await next.pay({ kind: 'saved', cardId: card.id })).toMatchObject({
    kind: 'secure',
    demand: { redirect },
  })
  const address = new URL(chargesSent(provider).at(-1)?.parameters.get('secure_redirect_url') ?? '')
  provider.answer = (call) => ({ json: charged(call) })
  await returnFromBank(address.searchParams.get('state') ?? '', { chargeId: 'c1', secureToken: 's1' })
  expect(await next.state()).toBe('confirming')
})

test('another buyer’s card does not exist: not to pay with, not to read, not to delete', async () => {
  const { order, card } = await orderWithSavedCard()
  const stranger = await newCardOrder(database)
  const before = chargesSent(provider).length
  expect(await stranger.pay({ kind: 'saved', cardId: card.id })).toEqual({ kind: 'no_card' })
  expect(await findCardSecret(card.id, stranger.buyer.uid)).toBeUndefined()
  expect(await deleteCard(card.id, stranger.buyer.uid)).toBe(false)
  expect(chargesSent(provider)).toHaveLength(before)
  expect(await listCards(order.buyer.uid)).toHaveLength(1)
})

test('a deleted card is gone, and can’t be paid with', async () => {
  const { order, card } = await orderWithSavedCard()
  expect(await deleteCard(card.id, order.buyer.uid)).toBe(true)
  expect(await deleteCard(card.id, order.buyer.uid)).toBe(false)
  const next = await newCardOrder(database, { uid: order.buyer.uid })
  expect(await next.pay({ kind: 'saved', cardId: card.id })).toEqual({ kind: 'no_card' })
  expect(await next.payable()).toBe(true)
})

test('a card that Paymentwall no longer knows says so, and another can be entered', async () => {
  const { order, card } = await orderWithSavedCard()
  const next = await newCardOrder(database, { uid: order.buyer.uid })
  provider.answer = () => ({ status: 400, json: { type: 'Error', code: 3114 } })
  expect(await next.payAndRead({ kind: 'saved', cardId: card.id })).toMatchObject({
    success: 0,
    error: { message: expect.stringContaining('Enter the card again') },
  })
  provider.answer = (call) => ({ json: charged(call) })
  expect(await next.pay(enteredCard)).toMatchObject({ kind: 'charged' })
})

test('the same card saved again takes the place of the first', async () => {
  const { order, card } = await orderWithSavedCard()
  const secret = { token: 'b'.repeat(32), email: 'a@example.com', firstName: 'A', lastName: 'B' }
  await saveCard(order.buyer.uid, card, secret)
  const [kept, ...others] = await listCards(order.buyer.uid)
  expect(others).toEqual([])
  expect(await findCardSecret(kept?.id ?? '', order.buyer.uid)).toEqual(secret)
})

test('an expired card is not offered', async () => {
  const { order } = await orderWithSavedCard()
  expect(await listCards(order.buyer.uid, new Date('2031-12-31T23:00:00Z'))).toHaveLength(1)
  expect(await listCards(order.buyer.uid, new Date('2032-01-01T01:00:00Z'))).toHaveLength(0)
})

test('a closed account keeps no cards', async () => {
  const { order } = await orderWithSavedCard()
  await closeAccount(order.buyer.uid, new Date())
  expect(await database.query('SELECT 1 FROM saved_cards WHERE uid = $1', [order.buyer.uid])).toEqual([])
})
