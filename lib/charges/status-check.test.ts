import { afterAll, beforeAll, expect, test } from 'vitest'
import { askPaymentStatus } from '@/lib/charges/status-check'
import { newCardOrder, newRef } from '@/test/support/card-orders'
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

// The bank's "declined" returns the money by itself, and a review can be given up: neither was ever a payment to refund.
test.each([
  ['approved', false, 'paid', 1],
  ['approved', true, 'refunded', 0],
  ['pending', false, 'under_review', 0],
  ['pending', true, 'under_review', 0],
  ['declined', false, 'failed', 0],
  ['declined', true, 'failed', 0],
  ['unheard-of', false, 'pending', 0],
  ['unheard-of', true, 'pending', 0],
])('Payment Status says risk %s, refunded %s: the order is %s', async (risk, refunded, state, held) => {
  const order = await newCardOrder(database)
  const payment = {
    object: 'payment',
    id: newRef(),
    amount: '9.99',
    currency: 'USD',
    refunded,
    risk,
    uid: order.buyer.uid,
    product_id: order.id,
  }
  provider.answer = () => ({ json: [payment] })
  await askPaymentStatus(order.id)
  expect(await order.state()).toBe(state)
  const deliveries = await database.query(
    'SELECT FROM deliveries WHERE order_id = $1 AND withdrawn_at IS NULL',
    [order.id],
  )
  expect(deliveries).toHaveLength(held)
})
