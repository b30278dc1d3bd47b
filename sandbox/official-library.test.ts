import https from 'node:https'
import { createRequire } from 'node:module'
import net from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { project, type Sandbox, startSandbox } from './testing/sandbox'

// The provider's own library, its files unchanged: its hosts are constants and its port is 443, so the connection is led elsewhere.
const paymentwall = createRequire(import.meta.url)('paymentwall')
const agent = https.globalAgent as https.Agent & { createConnection: () => net.Socket }
const { createConnection } = agent

interface Answer {
  isSuccessful(): boolean
  isCaptured(): boolean
  isRefunded(): boolean
  isUnderReview(): boolean
  getOnetimeToken(): string
  getChargeId(): string
  getErrorCode(): number
  get3DHtml(): string
  getFullResponse(kind: 'JSON'): Record<string, unknown>
  getBrickResponse(): Record<string, unknown>
}

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
  const { port } = new URL(sandbox.url)
  agent.createConnection = () => net.connect(Number(port), '127.0.0.1')
  paymentwall.Configure.prototype.BRICK_BASE_URL = 'localhost'
  paymentwall.Configure(paymentwall.Base.API_GOODS, project.brickPublicKey, project.brickPrivateKey)
})
afterEach(() => {
  agent.destroy()
  agent.createConnection = createConnection
  sandbox.stop()
})

const answerOf = (call: (resolve: (answer: Answer) => void) => void) => new Promise<Answer>(call)

async function tokenize(cvv = '123'): Promise<string> {
  const token = new paymentwall.Onetimetoken('4242424242424242', '11', '2039', cvv)
  return (await answerOf((resolve) => token.createOnetimetoken(resolve))).getOnetimeToken()
}

const payer = { 'customer[firstname]': 'Ann', 'customer[lastname]': 'Lee', plan: 'order-1', uid: 'u-1' }

async function charge(cvv?: string, extra: object = {}): Promise<Answer> {
  const made = new paymentwall.Charge(
    9.99,
    'USD',
    'Low-poly fox',
    'a@example.com',
    'f'.repeat(32),
    await tokenize(cvv),
    {
      ...payer,
      ...extra,
    },
  )
  return answerOf((resolve) => made.createCharge(resolve))
}

const afterwards = (id: string, operation: string) =>
  answerOf((resolve) => new paymentwall.Charge().otherOperation(id, operation, resolve))

it('tokenizes, charges, asks for details and refunds', async () => {
  const made = await charge()
  expect(made.isSuccessful()).toBe(true)
  expect(made.isCaptured()).toBe(true)
  expect(made.getBrickResponse()).toMatchObject({ success: 1 })

  const details = await afterwards(made.getChargeId(), 'detail')
  expect(details.getFullResponse('JSON')).toMatchObject({ object: 'charge', amount: '9.99', refunded: false })

  const refunded = await afterwards(made.getChargeId(), 'refund')
  expect(refunded.isRefunded()).toBe(true)
})

it('authorises, then captures or voids', async () => {
  const first = await charge('123', { 'options[capture]': 0 })
  expect(first.isCaptured()).toBe(false)
  expect((await afterwards(first.getChargeId(), 'capture')).isCaptured()).toBe(true)
  const second = await charge('123', { 'options[capture]': 0 })
  expect((await afterwards(second.getChargeId(), 'void')).isCaptured()).toBe(false)
})

it('reads refusals, reviews and the 3-D Secure step', async () => {
  const refused = await charge('111')
  expect(refused.isSuccessful()).toBe(false)
  expect(refused.getErrorCode()).toBe(3014)
  expect((await charge('555')).isUnderReview()).toBe(true)
  expect((await charge('123', { secure: 1 })).get3DHtml()).toContain('secure-test-bank-page')
})

it('verifies the pingbacks', async () => {
  await charge()
  await sandbox.shop.receives(1)
  paymentwall.Configure(paymentwall.Base.API_GOODS, project.key, project.secretKey)
  const query = sandbox.shop.received[0]?.search.slice(1) ?? ''
  const pingback = new paymentwall.Pingback(query, '174.36.92.186')
  expect(pingback.validate()).toBe(true)
  expect(pingback.isDeliverable()).toBe(true)
})

it('makes widget calls that the payment page accepts', async () => {
  paymentwall.Configure(paymentwall.Base.API_GOODS, project.key, project.secretKey)
  const product = new paymentwall.Product(
    'order-77',
    9.99,
    'USD',
    'Gold Membership',
    paymentwall.Product.TYPE_FIXED,
  )
  const widget = new paymentwall.Widget('u-1001', 'pw', [product], {
    email: 'a@example.com',
    timestamp: '1700000000',
    'history[registration_date]': '1600000000',
  })
  const address = new URL(widget.getUrl())
  const response = await fetch(`${sandbox.url}${address.pathname}${address.search}`)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('Gold Membership')
})
