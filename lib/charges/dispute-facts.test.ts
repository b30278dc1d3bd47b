import { afterAll, beforeAll, expect, test } from 'vitest'
import { returnFromBank } from '@/lib/charges/charge'
import { charged, chargesSent, newCardOrder } from '@/test/support/card-orders'
import { type Provider, startProvider } from '@/test/support/provider'
import { type TestDatabase, testDatabase } from '@/test/support/test-database'

let database: TestDatabase
let provider: Provider

beforeAll(async () => {
  database = await testDatabase()
  provider = await startProvider()
  // Read once by env(), at the first call.
  process.env.PAYMENTWALL_API_URL = provider.url
  process.env.BRICK_FORM = 'custom'
})
afterAll(() => provider.close())

const demand = () => ({
  json: { success: 0, secure: { redirect: `${provider.url}/api/brick/redirect/3ds/1/2` } },
})

/** An order at the bank, and the state with which the bank sends its buyer back. */
async function atBank() {
  provider.answer = demand
  const order = await newCardOrder(database)
  await order.pay()
  const address = chargesSent(provider).at(-1)?.parameters.get('secure_redirect_url') ?? ''
  return { order, state: new URL(address).searchParams.get('state') ?? '' }
}

test('a charge keeps the card, and where and how its payer came', async () => {
  provider.answer = (call) => ({ json: charged(call) })
  const order = await newCardOrder(database)
  await order.pay()
  expect(await order.attempts()).toMatchObject([
    {
      state: 'SUCCEEDED',
      brand: 'Visa',
      last4: '4242',
      address: '198.51.100.4',
      hadFingerprint: true,
      securedAt: null,
    },
  ])
})

test('a refused one has no card, and keeps the payer', async () => {
  provider.answer = () => ({ json: { type: 'Error', code: 3003, error: 'x' } })
  const order = await newCardOrder(database)
  await order.pay()
  expect(await order.attempts()).toMatchObject([
    { state: 'DECLINED', brand: null, last4: null, address: '198.51.100.4', securedAt: null },
  ])
})

test('the bank’s confirmation is kept when the charge that it brings is taken', async () => {
  const { order, state } = await atBank()
  expect(await order.attempts()).toMatchObject([{ state: 'SECURE', securedAt: null }])
  provider.answer = (call) => ({ json: charged(call) })
  await returnFromBank(state, { chargeId: 'c1', secureToken: 's1' })
  expect(await order.attempts()).toMatchObject([
    { state: 'SUCCEEDED', last4: '4242', securedAt: expect.any(Date) },
  ])
})

test.each([
  ['that Paymentwall does not believe', { chargeId: 'c1', secureToken: 'forged' }],
  ['that never came', undefined],
])('a confirmation %s is none', async (_, confirmation) => {
  const { order, state } = await atBank()
  provider.answer = () => ({ json: { type: 'Error', code: 3006, error: 'x' } })
  await returnFromBank(state, confirmation)
  expect(await order.attempts()).toMatchObject([{ state: 'DECLINED', securedAt: null }])
})
