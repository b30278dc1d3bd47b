import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BrickClient, brickClient, type Json } from '../testing/brick'
import { type Sandbox, startSandbox, widgetPath } from '../testing/sandbox'

let sandbox: Sandbox
let brick: BrickClient

beforeEach(async () => {
  sandbox = await startSandbox()
  brick = brickClient(sandbox)
})
afterEach(() => sandbox.stop())

const day = 86_400
const set = (settings: object) => sandbox.control('PATCH', '/settings', settings)
const advance = (seconds: number) => sandbox.control('POST', '/clock', { advance: seconds })
const toNextCharge = () => sandbox.control('POST', '/clock', { to: 'next-charge' })
const received = () => sandbox.shop.received.map(({ searchParams }) => Object.fromEntries(searchParams))
const types = () => received().map(({ type }) => Number(type))

const monthly = {
  uid: 'u-1',
  goodsId: 'plan-m',
  amount: '9.90',
  currency: 'USD',
  period: { length: 1, unit: 'month' },
}
const trial = { goodsId: 'plan-t', amount: '1.00', period: { length: 7, unit: 'day' } }

async function subscribe(changes: object = {}): Promise<Json> {
  return (await sandbox.control('POST', '/subscriptions', { ...monthly, ...changes })).json
}

async function state(id: string): Promise<Json> {
  return (await sandbox.control('GET', `/subscriptions/${id}`)).json
}

describe('billing', () => {
  it('charges every period with a new reference', async () => {
    await subscribe()
    for (let month = 0; month < 3; month++) await toNextCharge()
    expect(types()).toEqual([0, 0, 0, 0])
    expect(new Set(received().map(({ ref }) => ref)).size).toBe(4)
    for (const pingback of received()) {
      expect(pingback).toMatchObject({ uid: 'u-1', goodsid: 'plan-m', slength: '1', speriod: 'month' })
    }
  })

  it('lives through a year in one jump', async () => {
    await subscribe({ period: { length: 4, unit: 'week' } })
    await advance(365 * day)
    expect(types()).toEqual(Array(14).fill(0))
  })

  it('is due on the same day of the next month', async () => {
    const { subscription, payment } = await subscribe()
    const start = new Date(payment.createdAt)
    const due = new Date(start)
    due.setUTCMonth(due.getUTCMonth() + 1)
    expect(subscription.dueAt).toBe(due.getTime())
  })

  it.each([
    ['post-trial', 'plan-m'],
    ['trial', 'plan-t'],
  ])('goes from the trial to the plan, with the %s id', async (recurringExternalId, goodsid) => {
    await set({ recurringExternalId })
    const { subscription } = await subscribe({ trial })
    expect((await state(subscription.id)).isTrial).toBe(true)
    await advance(8 * day)
    expect(received()).toMatchObject([
      { goodsid: 'plan-t', slength: '7', speriod: 'day' },
      { goodsid, slength: '1', speriod: 'month' },
    ])
    expect((await state(subscription.id)).isTrial).toBe(false)
  })

  it('sends the custom parameters that tie a renewal to its first payment', async () => {
    await set({
      customParameters: {
        initial_ref: 'RECURRING_BILLING_INITIAL_REF',
        subscription_id: 'SUBSCRIPTION_ID',
        next_charge_at: 'RECURRING_BILLING_NEXT_DATE',
        active: 'RECURRING_BILLING_ACTIVE',
        paid_at: 'PAYMENT_DATETIME_UTC',
      },
    })
    const { subscription, payment } = await subscribe()
    await toNextCharge()
    const [, renewal] = received()
    expect(renewal).toMatchObject({ initial_ref: payment.ref, subscription_id: subscription.id, active: '1' })
    const { dueAt } = await state(subscription.id)
    expect(Date.parse(`${renewal?.next_charge_at}Z`)).toBe(Math.floor(dueAt / 1000) * 1000)
    expect(Date.parse(`${renewal?.paid_at}Z`)).toBe(Math.floor(subscription.dueAt / 1000) * 1000)
  })

  it('takes one period back with its own negative length', async () => {
    await subscribe()
    await toNextCharge()
    const ref = received()[1]?.ref
    await sandbox.control('POST', `/payments/${ref}/refund`, { reason: 9 })
    expect(received()[2]).toMatchObject({ type: '2', ref, slength: '-1', speriod: 'month' })
  })
})

describe('a failed renewal', () => {
  it('is retried and recovers', async () => {
    const { subscription } = await subscribe()
    await sandbox.control('PATCH', `/subscriptions/${subscription.id}`, { failNext: 2 })
    await toNextCharge()
    expect(types()).toEqual([0])
    expect(await state(subscription.id)).toMatchObject({ status: 'active', failedAttempts: 1 })
    await advance(2 * day)
    expect(types()).toEqual([0, 0])
    expect(await state(subscription.id)).toMatchObject({ status: 'active', failedAttempts: 0 })
  })

  it('stops the subscription with type 14 after three attempts', async () => {
    const { subscription, payment } = await subscribe()
    await sandbox.control('PATCH', `/subscriptions/${subscription.id}`, { failNext: 3 })
    await toNextCharge()
    await advance(60 * day)
    expect(types()).toEqual([0, 14])
    expect(received()[1]).toMatchObject({ ref: payment.ref })
    expect(await state(subscription.id)).toMatchObject({ status: 'failed', nextChargeAt: null })
  })
})

describe('the end', () => {
  it('comes with type 13 when the last period is over', async () => {
    await subscribe({ remaining: 1 })
    await advance(100 * day)
    expect(types()).toEqual([0, 0, 13])
  })

  it('comes with type 12 at once when it is cancelled, and once', async () => {
    const { subscription } = await subscribe()
    await sandbox.control('POST', `/subscriptions/${subscription.id}/cancel`)
    await sandbox.control('POST', `/subscriptions/${subscription.id}/cancel`)
    await advance(100 * day)
    expect(types()).toEqual([0, 12])
  })

  it('can name the latest payment, or send nothing, as the project is set', async () => {
    await set({ subscriptionEventRef: 'latest' })
    const { subscription } = await subscribe()
    await toNextCharge()
    await sandbox.control('POST', `/subscriptions/${subscription.id}/cancel`)
    expect(received()[2]).toMatchObject({ type: '12', ref: received()[1]?.ref })

    await set({ subscriptionEvents: false })
    const { subscription: silent } = await subscribe()
    await sandbox.control('POST', `/subscriptions/${silent.id}/cancel`)
    expect(types()).toEqual([0, 0, 12, 0])
  })
})

describe('through the payment page', () => {
  const call = {
    ag_type: 'subscription',
    ag_name: 'Club trial',
    ag_external_id: 'order-9',
    amount: '1.00',
    ag_period_length: '7',
    ag_period_type: 'day',
    ag_recurring: '1',
    ag_trial: '1',
    ag_post_trial_external_id: 'order-9.p',
    ag_post_trial_name: 'Club',
    ag_post_trial_period_length: '6',
    ag_post_trial_period_type: 'month',
    post_trial_amount: '24.00',
    post_trial_currencyCode: 'USD',
  }

  async function buy(changes: Record<string, string | undefined> = {}) {
    const html = await (await fetch(sandbox.url + widgetPath({ ...call, ...changes }))).text()
    const action = /action="(\/widget\/[0-9a-f]+)\//.exec(html)?.[1]
    await fetch(`${sandbox.url}${action}/buy`, { method: 'POST', body: new URLSearchParams({ ps: 'test' }) })
    await sandbox.shop.receives(1)
  }

  it('starts a trial and continues with the plan', async () => {
    await buy()
    await advance(8 * day)
    expect(received()).toMatchObject([
      { goodsid: 'order-9', slength: '7', speriod: 'day', type: '0', is_test: '1' },
      { goodsid: 'order-9.p', slength: '6', speriod: 'month', type: '0', is_test: '1' },
    ])
  })

  it('ends a membership that does not recur after its only period', async () => {
    await buy({
      ag_recurring: undefined,
      ag_trial: undefined,
      ag_period_length: '1',
      ag_period_type: 'month',
    })
    await advance(40 * day)
    expect(types()).toEqual([0, 13])
  })
})

describe('through Brick', () => {
  const membership = { plan: 'order-5', period: 'month', period_duration: '1' }
  const freeTrial = {
    'trial[amount]': '0',
    'trial[currency]': 'USD',
    'trial[period]': 'week',
    'trial[period_duration]': '1',
  }

  async function start(changes: Record<string, string> = {}, card: Record<string, string> = {}) {
    const { token } = await brick.tokenize(card)
    const fields = brick.chargeFields(token, { ...membership, ...changes })
    return { fields, ...(await brick.call('/subscription', fields)) }
  }

  it('answers the subscription, bills automatically and can be cancelled', async () => {
    const { json } = await start()
    expect(json).toMatchObject({
      object: 'subscription',
      active: 1,
      started: 1,
      expired: 0,
      is_trial: 0,
      period: 'month',
      period_duration: 1,
      payments_limit: 0,
    })
    expect(json.date_next).toBeGreaterThan(json.date_started)
    await toNextCharge()
    const { json: details } = await brick.call(`/subscription/${json.id}`, null)
    expect(Object.keys(details.charges)).toEqual(['0', '1'])
    expect((await brick.call(`/charge/${details.charges[1]}`, null)).json).toMatchObject({
      object: 'charge',
      captured: true,
      card: { last4: '4242' },
    })
    expect(received()[1]).toMatchObject({ goodsid: 'order-5', slength: '1', speriod: 'month' })

    expect((await brick.call(`/subscription/${json.id}/cancel`, {})).json).toMatchObject({
      active: 0,
      expired: 0,
    })
    expect((await brick.call(`/subscription/${json.id}/cancel`, {})).json).toMatchObject({ active: 0 })
    await advance(60 * day)
    expect(types()).toEqual([0, 0, 12])
    expect((await brick.call(`/subscription/${json.id}`, null)).json).toMatchObject({ active: 0, expired: 1 })
  })

  it('starts with a trial of its own price', async () => {
    const { json } = await start({ ...freeTrial, 'trial[amount]': '1.50' })
    expect(json).toMatchObject({
      is_trial: 1,
      period: 'month',
      trial: {
        object: 'subscription',
        id: json.id,
        is_trial: 1,
        period: 'week',
        period_duration: 1,
        payments_limit: 1,
      },
    })
    expect(json.trial).not.toHaveProperty('charges')
    await advance(8 * day)
    const { json: payments } = await sandbox.control('GET', '/payments')
    expect(payments.map(({ amount }: Json) => amount)).toEqual(['1.50', '9.99'])
    expect(received().map(({ speriod }) => speriod)).toEqual(['week', 'month'])
  })

  it('may be tried for nothing', async () => {
    expect((await start(freeTrial)).json).toMatchObject({ object: 'subscription', is_trial: 1 })
  })

  it('asks for 3-D Secure as a charge does', async () => {
    const byUrl = {
      secure: '1',
      secure_return_method: 'url',
      secure_redirect_url: 'https://localhost:3000/secure',
    }
    const { json, fields } = await start(byUrl)
    const [, id = '', hash = ''] = /3ds\/([^/]+)\/([^/]+)$/.exec(json.secure.redirect) ?? []
    const bank = await fetch(`${sandbox.url}/api/brick/secure-payment`, {
      method: 'POST',
      body: new URLSearchParams({ MD: id, PaReq: hash, PaRes: 'approved' }),
    })
    const html = await bank.text()
    const second = {
      ...fields,
      secure_token: /brick_secure_token" value="([^"]+)/.exec(html)?.[1] ?? '',
      charge_id: /brick_charge_id" value="([^"]+)/.exec(html)?.[1] ?? '',
    }
    expect((await brick.call('/subscription', second)).json).toMatchObject({
      object: 'subscription',
      active: 1,
    })
  })

  it('ends when the risk review declines its first payment', async () => {
    const { json } = await start({}, { 'card[cvv]': '556' })
    await advance(60 * day)
    expect(types()).toEqual([200, 202])
    expect((await brick.call(`/subscription/${json.id}`, null)).json).toMatchObject({ active: 0, expired: 1 })
  })

  it.each([
    ['an unknown period', { period: 'fortnight' }, 3401],
    ['too short a period', { period: 'day', period_duration: '2' }, 3403],
    ['too long a period', { period: 'month', period_duration: '13' }, 3403],
    ['half a trial', { ...freeTrial, 'trial[period]': '' }, 3404],
    ['an unknown trial period', { ...freeTrial, 'trial[period]': 'moon' }, 3405],
    ['too long a trial', { ...freeTrial, 'trial[period_duration]': '60' }, 3406],
    ['a trial price that is none', { ...freeTrial, 'trial[amount]': 'free' }, 3407],
  ])('is refused with %s', async (_name, changes, code) => {
    expect((await start(changes)).json).toMatchObject({ type: 'Error', code })
    expect((await sandbox.control('GET', '/payments')).json).toEqual([])
  })

  it('begins for a year, and without a plan', async () => {
    expect((await start({ period: 'year', period_duration: '1', plan: '' })).json).toMatchObject({
      object: 'subscription',
      period: 'year',
    })
    const { json: requests } = await sandbox.control('GET', '/requests?path=/api/brick/subscription')
    expect(requests[0].warnings).toContain('A required field is missing: plan')
  })

  it('knows no other subscription', async () => {
    const { subscription } = await subscribe()
    expect(await brick.call(`/subscription/${subscription.id}/cancel`, {})).toMatchObject({
      status: 404,
      json: { code: 3402 },
    })
  })
})
