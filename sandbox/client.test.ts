import { afterEach, beforeEach, expect, it } from 'vitest'
import { PaymentwallSandbox, SandboxError } from './client'
import { project, type Sandbox, startSandbox } from './testing/sandbox'
import { answerOk, answerWith } from './testing/shop'

let sandbox: Sandbox
let client: PaymentwallSandbox

beforeEach(async () => {
  sandbox = await startSandbox()
  client = new PaymentwallSandbox({ url: `${sandbox.url}/` })
})
afterEach(() => sandbox.stop())

const sale = { uid: 'u-1', goodsId: 'order-1', amount: '9.99', currency: 'USD' }

it('pays, refunds, and waits for the shop', async () => {
  sandbox.shop.answer(answerWith(503, 'NOK'))
  const { payment, pingback } = await client.pay(sale)
  expect(pingback).toMatchObject({ status: 'sending', attempts: [{ status: 503, isAcknowledged: false }] })
  sandbox.shop.answer(answerOk)
  expect((await client.retry(payment.ref)).answers).toEqual({ '200 OK': 1 })
  await client.refund(payment.ref, { reason: 2 })
  expect((await client.payment(payment.ref)).status).toBe('charged back')
  expect((await client.pingbacks(payment.ref)).map(({ type }) => type)).toEqual([0, 2])
  expect(await client.payments()).toHaveLength(1)
})

it('bills subscriptions on the emulated clock', async () => {
  const { subscription } = await client.subscribe({ ...sale, period: { length: 1, unit: 'month' } })
  await client.failNext(subscription.id, 1)
  const { now } = await client.toNextCharge()
  expect((await client.advance(86_400)).now).toBeGreaterThanOrEqual(now + 86_400_000)
  expect(await client.payments()).toHaveLength(2)
  expect((await client.cancel(subscription.id)).pingback).toMatchObject({ type: 12 })
})

it('sends wrong pingbacks, plays faults, sets and resets', async () => {
  const { answers } = await client.send({ type: 0, secret: 'wrong', times: 3 })
  expect(answers).toEqual({ '200 OK': 3 })
  await client.addFault({ path: '/api/brick/charge/1', kind: 'status', status: 418 })
  const call = () =>
    fetch(`${sandbox.url}/api/brick/charge/1`, { headers: { 'X-ApiKey': project.brickPrivateKey } })
  expect((await call()).status).toBe(418)
  await client.clearFaults()
  expect((await call()).status).toBe(404)
  expect(await client.requests('/api/brick')).toHaveLength(2)
  expect(await client.set({ holdDays: 3 })).toMatchObject({ holdDays: 3 })
  await client.reset()
  expect(await client.settings()).toMatchObject({ holdDays: 7 })
})

it('exports and replays a conversation', async () => {
  const { payment } = await client.pay(sale)
  const scenario = await client.exportScenario(payment.ref)
  expect(scenario.pingbacks).toMatchObject([{ type: 0, answer: { status: 200, body: 'OK' } }])
  expect(await client.replay(scenario, { ref: 'b9' })).toMatchObject({ isSame: true })
  expect(sandbox.shop.received.at(-1)?.searchParams.get('ref')).toBe('b9')
})

it('drills and explains', async () => {
  const report = await client.drill({ only: ['payment'] })
  expect(report.results).toMatchObject([{ name: 'payment', outcome: 'passed' }])
  expect(await client.explain('uid=u&sig=0', 'secret')).toMatchObject({ fits: false, kind: 'pingback' })
})

it("throws the emulator's words", async () => {
  await expect(client.payment('b0')).rejects.toThrow(new SandboxError(404, 'There is no payment b0.'))
  await expect(client.set({ holdDays: -1 })).rejects.toMatchObject({ status: 400 })
})
