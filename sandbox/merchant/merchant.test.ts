import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Json } from '../testing/brick'
import { type Sandbox, startSandbox } from '../testing/sandbox'
import { answerOk, answerWith } from '../testing/shop'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

const types = () => sandbox.shop.received.map(({ searchParams }) => Number(searchParams.get('type')))

async function press(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}/merchant${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
  })
  return { status: response.status, html: await response.text() }
}

async function pay(): Promise<Json> {
  const { json } = await sandbox.control('POST', '/payments', {
    uid: 'u-1',
    goodsId: 'order-1',
    amount: '9.99',
    currency: 'USD',
  })
  return json
}

it('refunds a payment once', async () => {
  const { payment } = await pay()
  expect((await press(`/payments/${payment.ref}/refund`, { reason: '9' })).html).toContain(
    '2 refund or chargeback',
  )
  expect(await press(`/payments/${payment.ref}/refund`, { reason: '9' })).toMatchObject({ status: 409 })
  expect(await press(`/payments/${payment.ref}/chargeback`, { reason: '1' })).toMatchObject({ status: 409 })
  expect(types()).toEqual([0, 2])
})

it('refunds a part, and refuses an amount that is none', async () => {
  const { payment } = await pay()
  expect(await press(`/payments/${payment.ref}/partial`, { amount: 'some' })).toMatchObject({ status: 400 })
  await press(`/payments/${payment.ref}/partial`, { amount: '2.50' })
  expect(sandbox.shop.received.at(-1)?.searchParams.get('refund_amount')).toBe('2.50')
})

it('charges back with the reason chosen', async () => {
  const { payment } = await pay()
  await press(`/payments/${payment.ref}/chargeback`, { reason: '2' })
  expect(sandbox.shop.received.at(-1)?.searchParams.get('reason')).toBe('2')
})

it('says of a pingback without a right answer that it waits, and until when', async () => {
  sandbox.shop.answer(answerWith(503, 'NOK'))
  const { payment, pingback } = await pay()
  const next = new Date(pingback.nextAttemptAt).toISOString()
  const words = `waiting, next try at <time datetime="${next}">`
  for (const path of ['', `/payments/${payment.ref}`, `/pingbacks/${pingback.id}`]) {
    const html = await (await fetch(`${sandbox.url}/merchant${path}`)).text()
    expect(html).toContain(words)
    expect(html).not.toContain('sending')
  }
  sandbox.shop.answer(answerOk)
  expect((await press(`/pingbacks/${pingback.id}/resend`, {})).html).toContain('acknowledged')
})

it('sends any type and sends a pingback again', async () => {
  const { payment, pingback } = await pay()
  await press(`/payments/${payment.ref}/send`, { type: '202', reason: '' })
  await press(`/pingbacks/${pingback.id}/resend`, {})
  expect(types()).toEqual([0, 202, 0])
  expect(sandbox.shop.received[2]?.search).toBe(sandbox.shop.received[0]?.search)
})

async function subscribe(): Promise<string> {
  const { json } = await sandbox.control('POST', '/subscriptions', {
    uid: 'u-1',
    goodsId: 'plan-m',
    amount: '9.90',
    currency: 'USD',
    period: { length: 1, unit: 'month' },
    trial: { goodsId: 'plan-t', amount: '1.00', period: { length: 7, unit: 'day' } },
  })
  return `/subscriptions/${json.subscription.id}`
}

it('lives through a subscription: trial, a failure, a period at a time, the last one', async () => {
  const path = await subscribe()
  expect((await press(path, { do: 'fail-once' })).html).toContain(
    'active, on trial; the next attempt will fail',
  )
  expect((await press(path, { do: 'to-charge' })).html).toContain('1 failed attempt')
  expect(types()).toEqual([0])
  await press(path, { do: 'to-charge' })
  expect(types()).toEqual([0, 0])
  await press(path, { do: 'period' })
  expect(types()).toEqual([0, 0, 0])
  expect((await press(path, { do: 'last' })).html).toContain('the last period')
  expect((await press(path, { do: 'period' })).html).toContain('ended')
  expect(types()).toEqual([0, 0, 0, 13])
  expect(await press(path, { do: 'nonsense' })).toMatchObject({ status: 400 })
})

it('lets a renewal fail, moves to it, and cancels', async () => {
  const path = await subscribe()
  expect((await press(path, { do: 'fail-once' })).html).toContain('the next attempt will fail')
  await press('/clock', { to: 'next-charge' })
  expect(types()).toEqual([0])
  await press('/clock', { to: 'next-charge' })
  expect(types()).toEqual([0, 0])
  await press(path, { do: 'cancel' })
  expect(types()).toEqual([0, 0, 12])
})

it('saves settings, and says what is wrong instead of saving it', async () => {
  const fields = {
    pingbackVersion: '2',
    pingbackSecret: 'project',
    threeDSecure: 'always',
    strict: 'refuse',
    pingbackUrl: `${sandbox.shop.url}/?wc-api=gateway&action=ipn`,
    recurringExternalId: 'trial',
    renewalRetryHours: '12',
    retryMinutes: '5',
    evaluationMode: 'on',
    customParameters: 'price=PRODUCT_PRICE\ncampaign=OWN\n',
  }
  await press('/settings', fields)
  expect((await sandbox.control('GET', '/settings')).json).toMatchObject({
    pingbackVersion: 2,
    threeDSecure: 'always',
    strict: 'refuse',
    pingbackUrl: fields.pingbackUrl,
    recurringExternalId: 'trial',
    renewalRetryHours: 12,
    subscriptionEvents: false,
    retryMinutes: 5,
    isLive: false,
    customParameters: { price: 'PRODUCT_PRICE', campaign: 'OWN' },
  })
  const { status, html } = await press('/settings', { ...fields, customParameters: 'price=NONSENSE' })
  expect(status).toBe(400)
  expect(html).toContain('Nothing was saved.')
  expect((await sandbox.control('GET', '/settings')).json.customParameters.price).toBe('PRODUCT_PRICE')
})

it('does nothing for the pages of other sites', async () => {
  const { payment } = await pay()
  const foreign = { Origin: 'https://evil.example' }
  expect(await press(`/payments/${payment.ref}/refund`, { reason: '9' }, foreign)).toMatchObject({
    status: 403,
  })
  expect(types()).toEqual([0])
})

it('shows every setting, and leaves alone what a form does not send', async () => {
  const html = await (await fetch(`${sandbox.url}/merchant/settings`)).text()
  const { json: settings } = await sandbox.control('GET', '/settings')
  for (const name of Object.keys(settings)) expect(html).toContain(`name="${name}"`)
  expect(html).not.toContain('value="null"')
  await press('/settings', { holdDays: '9', widgetRefusalStatus: '404' })
  expect((await sandbox.control('GET', '/settings')).json).toMatchObject({
    holdDays: 9,
    widgetRefusalStatus: 404,
    retryMinutes: settings.retryMinutes,
    buyerCountry: 'US',
  })
  expect(await press('/settings', { holdDays: 'many' })).toMatchObject({ status: 400 })
})

it('says what is wrong with a payment that it can not make', async () => {
  const fields = { uid: 'u', goodsId: 'o', amount: 'ten', currency: 'USD' }
  for (const wrong of [
    fields,
    { ...fields, amount: '10', currency: 'XXX' },
    { ...fields, amount: '10', period: '0 day' },
  ]) {
    const { status, html } = await press('/payments', wrong)
    expect(status).toBe(400)
    expect(html).toContain('No payment was created.')
  }
  expect(types()).toEqual([])
})

it('lists tickets and deliveries', async () => {
  const { payment } = await pay()
  sandbox.emulator.state.deliveries.push({
    at: 0,
    ref: payment.ref,
    orderId: 'order-1',
    status: 'delivered',
    type: 'digital',
    details: 'by <mail>',
  })
  const html = await (await fetch(`${sandbox.url}/merchant/reports`)).text()
  expect(html).toContain('by &lt;mail&gt;')
  expect(html).toContain(`href="/merchant/payments/${payment.ref}"`)
})
