import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chargeOrder, confirmCharge, returnFromBank } from '@/lib/charges/charge'
import { findBankPage } from '@/lib/charges/data'
import { followCharge } from '@/lib/charges/follow'
import { expireSecure } from '@/lib/charges/mutations'
import { secureSeconds, secureState } from '@/lib/charges/secure-state'
import { checkPaymentStatus } from '@/lib/charges/status-check'
import { newId } from '@/lib/ids'
import {
  type CardOrder,
  charged,
  chargesSent,
  enteredCard,
  newCardOrder,
  newRef,
} from '@/test/support/card-orders'
import { attemptIdOf } from '@/test/support/ids'
import { type Provider, startProvider } from '@/test/support/provider'
import { type TestDatabase, testDatabase } from '@/test/support/test-database'

let database: TestDatabase
let provider: Provider

beforeAll(async () => {
  database = await testDatabase()
  provider = await startProvider()
  // Read once by env(), at the first call.
  process.env.PAYMENTWALL_API_URL = provider.url
  process.env.BRICK_SECURE = '50'
})
afterAll(() => provider.close())
beforeEach(async () => {
  // All of these pay from one address, with one fingerprint.
  await database.query('DELETE FROM rate_limits')
  provider.calls.length = 0
  provider.answer = (call) => ({ json: charged(call) })
})

const newOrder = (options?: Parameters<typeof newCardOrder>[1]) => newCardOrder(database, options)

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

/** Nothing was sent: the order is paid, or a payment for it is under way. */
const closed = { kind: 'not_chargeable', refusal: { why: 'closed' } }

async function jobs(task: string, key: string) {
  return database.query<{ payload: { asked: number }; seconds: number }>(
    `SELECT payload, round(extract(epoch FROM run_at - now()))::int AS seconds
     FROM outbox_jobs WHERE task = $1 AND job_key = $2 ORDER BY id`,
    [task, `${task}:${key}`],
  )
}

const sharedHits = async () =>
  database.query<{ key: string; hits: number }>(
    `SELECT split_part(key, ':', 1) AS key, sum(hits)::int AS hits FROM rate_limits
     WHERE key !~ '^card-payment:' GROUP BY 1 ORDER BY 1`,
  )

describe('a charge', () => {
  test('takes amount, currency, order and buyer from the database alone', async () => {
    const order = await newOrder()
    expect(await order.payAndRead()).toEqual({ success: 1, redirect: `/orders/${order.id}` })
    const sent = Object.fromEntries(chargesSent(provider)[0]?.parameters ?? [])
    expect(sent).toMatchObject({
      token: enteredCard.token,
      fingerprint: enteredCard.fingerprint,
      amount: '9.99',
      currency: 'USD',
      email: order.buyer.email,
      description: 'Fox (LICENCE)',
      plan: order.id,
      uid: order.buyer.uid,
      'customer[firstname]': 'Ada',
      'customer[lastname]': 'Lovelace',
      'history[registration_date]': String(Math.floor(order.buyer.registeredAt.getTime() / 1000)),
      browser_ip: '198.51.100.4',
      browser_domain: 'localhost',
      store_card: '0',
    })
    expect(sent).not.toHaveProperty('secure')
    expect(sent).not.toHaveProperty('options[capture]')
  })

  test.each([
    ['JPY', 2_147_483_647, '2147483647'],
    ['JPY', 900, '900'],
    ['KWD', 2_147_483_647, '2147483.647'],
    ['KWD', 1850, '1.850'],
    ['EUR', 550, '5.50'],
  ] as const)(
    'in %s sends %i with the decimals of the currency, and its pingback fits',
    async (currency, amount, sent) => {
      const order = await newOrder({ currency, prices: { [currency]: amount } })
      expect(await order.payAndRead()).toEqual({ success: 1, redirect: `/orders/${order.id}` })
      const [call] = chargesSent(provider)
      expect([call?.parameters.get('amount'), call?.parameters.get('currency')]).toEqual([sent, currency])
      const ref = await order.pingback(0, newRef(), { price: sent, price_currency: currency })
      expect(await order.state()).toBe('paid')
      expect(
        await database.query('SELECT currency, price = $2::numeric AS same FROM payments WHERE ref = $1', [
          ref,
          sent,
        ]),
      ).toEqual([{ currency, same: true }])
    },
  )

  test('asks for 3-D Secure from the amount of BRICK_SECURE on', async () => {
    await (await newOrder({ amount: 4999 })).pay()
    await (await newOrder({ amount: 5000 })).pay()
    expect(chargesSent(provider).map((call) => call.parameters.get('secure'))).toEqual([null, '1'])
  })

  test('that succeeded waits for its pingback, which is asked for after 30 seconds', async () => {
    const order = await newOrder()
    await order.pay()
    expect(await order.state()).toBe('confirming')
    expect(await order.payable()).toBe(false)
    const planned = await jobs('check-payment-status', order.id)
    expect(planned.at(-1)).toMatchObject({ payload: { asked: 0 }, seconds: expect.closeTo(30, -1) })
    await order.pingback(0)
    expect(await order.state()).toBe('paid')
  })

  test('without a pingback alerts the merchant, and nothing is delivered', async () => {
    const order = await newOrder()
    await order.pay()
    provider.answer = () => ({ json: [] })
    const alerts = () =>
      database.query<{ message: string }>('SELECT message FROM alerts WHERE order_id = $1', [order.id])
    await checkPaymentStatus(order.id, 0)
    expect(await alerts()).toEqual([])
    await checkPaymentStatus(order.id, 1)
    await checkPaymentStatus(order.id, 2)
    expect(await alerts()).toEqual([{ message: expect.stringContaining('pingback URL') }])
  })

  test('that succeeds during a Payment Status call for its order is still checked soon', async () => {
    const order = await newOrder()
    provider.answer = async (call) => {
      if (call.path === '/api/brick/charge') return { json: charged(call) }
      await order.pay()
      return { json: [] }
    }
    await checkPaymentStatus(order.id, 2)
    expect(await order.state()).toBe('confirming')
    const planned = await jobs('check-payment-status', order.id)
    expect(planned.at(-1)).toMatchObject({ payload: { asked: 0 }, seconds: expect.closeTo(30, -1) })
  })

  test('alone pays nothing: without a pingback there is no payment and no delivery', async () => {
    const order = await newOrder()
    await order.pay()
    const [row] = await database.query(
      'SELECT (SELECT count(*) FROM payments WHERE order_id = $1) + (SELECT count(*) FROM deliveries WHERE order_id = $1) AS n',
      [order.id],
    )
    expect(row).toEqual({ n: '0' })
  })

  test('may be answered after its pingback came: one delivery, and the order stays paid', async () => {
    const order = await newOrder()
    provider.answer = async (call) => {
      await order.pingback(0)
      return { json: charged(call) }
    }
    expect(await order.payAndRead()).toEqual({ success: 1, redirect: `/orders/${order.id}` })
    expect(await order.state()).toBe('paid')
    const rows = await database.query('SELECT 1 FROM deliveries WHERE order_id = $1', [order.id])
    expect(rows).toHaveLength(1)
  })

  test('may be answered at the very moment of its pingback: paid, recorded, and one delivery', async () => {
    const orders = await Promise.all(Array.from({ length: 12 }, () => newOrder()))
    const notified: Promise<unknown>[] = []
    provider.answer = (call) => {
      const order = orders.find(({ id }) => id === call.parameters.get('plan'))
      if (order) notified.push(order.pingback(0))
      return { json: charged(call) }
    }
    await Promise.all(orders.map((order) => order.pay()))
    await Promise.all(notified)
    expect(notified).toHaveLength(orders.length)
    for (const order of orders) {
      expect(await order.state()).toBe('paid')
      expect(await order.attempts()).toEqual([expect.objectContaining({ state: 'SUCCEEDED' })])
      const rows = await database.query('SELECT 1 FROM deliveries WHERE order_id = $1', [order.id])
      expect(rows).toHaveLength(1)
    }
  })

  test('of a product that is only authorised reserves the amount', async () => {
    const order = await newOrder({ capture: false })
    provider.answer = (call) => ({ json: charged(call, { captured: false }) })
    await order.pay()
    expect(chargesSent(provider)[0]?.parameters.get('options[capture]')).toBe('0')
    expect(await order.state()).toBe('authorised')
    await order.pingback(203)
    expect(await order.state()).toBe('failed')
    expect(await order.payable()).toBe(true)
  })

  test.each([
    [201, 'paid'],
    [202, 'failed'],
  ])('under review is resolved by type %i: %s', async (type, state) => {
    const order = await newOrder()
    provider.answer = (call) => ({ json: charged(call, { risk: 'pending' }) })
    expect(await order.payAndRead()).toEqual({
      success: 1,
      redirect: `/orders/${order.id}`,
      is_under_review: 1,
      risk: 'pending',
    })
    expect(await order.state()).toBe('under_review')
    const ref = await order.pingback(200)
    expect(await order.state()).toBe('under_review')
    await order.pingback(type, ref)
    expect(await order.state()).toBe(state)
  })

  test('after a declined review is confirmed like the first one', async () => {
    const order = await newOrder()
    provider.answer = (call) => ({ json: charged(call, { risk: 'pending' }) })
    await order.pay()
    await order.pingback(202)
    expect(await order.payable()).toBe(true)
    provider.answer = (call) => ({ json: charged(call) })
    await order.pay()
    expect(await order.state()).toBe('confirming')
    expect(await order.payable()).toBe(false)
  })

  test('that is declined says what to do and leaves the order payable', async () => {
    const order = await newOrder()
    provider.answer = () => ({ status: 400, json: { type: 'Error', code: 3011, error: 'balance' } })
    expect(await order.payAndRead()).toEqual({
      success: 0,
      error: { code: 3011, message: expect.stringContaining('use another card') },
    })
    expect(await order.payable()).toBe(true)
    expect(await order.attempts()).toMatchObject([{ state: 'DECLINED', errorCode: 3011 }])
    provider.answer = (call) => ({ json: charged(call) })
    expect(await order.pay()).toMatchObject({ kind: 'charged' })
  })

  test('uses the account’s name when the form has none', async () => {
    const order = await newOrder()
    await order.pay({ ...enteredCard, holder: undefined })
    const sent = chargesSent(provider)[0]?.parameters
    expect([sent?.get('customer[firstname]'), sent?.get('customer[lastname]')]).toEqual(['Zoë van', 'Dyk'])
  })

  test('is attempted at most 20 times by one buyer in a quarter of an hour', async () => {
    const order = await newOrder()
    provider.answer = () => ({ status: 400, json: { type: 'Error', code: 3012 } })
    for (let count = 0; count < 20; count++) expect(await order.pay()).toMatchObject({ code: 3012 })
    expect(await order.payAndRead()).toEqual({
      success: 0,
      error: { message: expect.stringMatching(/^Too many attempts. Wait .*minute/) },
    })
    expect(chargesSent(provider)).toHaveLength(20)
  })

  test('a guest’s card is not kept, whatever was asked', async () => {
    const order = await newOrder()
    await database.query("UPDATE users SET is_guest = TRUE, password_hash = '' WHERE uid = $1", [
      order.buyer.uid,
    ])
    await database.query('UPDATE terms_acceptances SET save_card_at = now() WHERE order_id = $1', [order.id])
    const buyer = { ...order.buyer, isGuest: true }
    await chargeOrder(order.id, buyer, enteredCard, undefined)
    expect(chargesSent(provider)[0]?.parameters.get('store_card') ?? '').not.toBe('1')
  })
})

describe('one charge at a time', () => {
  test('20 submits at once make one charge', async () => {
    const order = await newOrder()
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    provider.answer = async (call) => {
      await gate
      return { json: charged(call) }
    }
    const attempts = Array.from({ length: 20 }, () => order.pay())
    const others = new Promise((resolve) => {
      let ended = 0
      for (const one of attempts) one.then(() => ++ended === 19 && resolve(undefined))
    })
    await others
    release()
    const outcomes = await Promise.all(attempts)
    expect(outcomes.filter(({ kind }) => kind === 'charged')).toHaveLength(1)
    expect(outcomes.filter(({ kind }) => kind === 'not_chargeable')).toHaveLength(19)
    expect(chargesSent(provider)).toHaveLength(1)
  })

  test('a submit after success charges nothing more', async () => {
    const order = await newOrder()
    await order.pay()
    expect(await order.pay()).toEqual(closed)
    await order.pingback(0)
    expect(await order.pay()).toEqual(closed)
    expect(chargesSent(provider)).toHaveLength(1)
  })

  test('the database itself keeps a second active attempt out', async () => {
    const order = await newOrder()
    const insert = (id: string, state: string) =>
      database.query(
        'INSERT INTO charge_attempts (id, order_id, state, updated_at) VALUES ($1, $2, $3, now())',
        [id, order.id, state],
      )
    await insert(`${order.id}a`, 'ACTIVE')
    await expect(insert(`${order.id}b`, 'UNKNOWN')).rejects.toThrow('charge_attempts_one_active')
    await insert(`${order.id}c`, 'DECLINED')
  })
})

describe('an unknown outcome', () => {
  const unknown: [what: string, answer: Provider['answer']][] = [
    ['a reset', () => (response) => response.socket?.resetAndDestroy()],
    ['status 502', () => ({ status: 502, body: 'Bad Gateway' })],
    ['an answer that is no charge', () => ({ json: { success: 1 } })],
    ['"duplicate charge"', () => ({ status: 400, json: { type: 'Error', code: 3205 } })],
  ]
  test.each(unknown)('%s leaves the order to be checked, and nothing is charged again', async (_, answer) => {
    const order = await newOrder()
    provider.answer = answer
    expect(await order.payAndRead()).toEqual({
      success: 0,
      error: { message: expect.stringContaining('don’t pay again') },
      redirect: `/orders/${order.id}`,
    })
    expect(await order.state()).toBe('checking')
    expect(await order.pay()).toEqual(closed)
    expect(chargesSent(provider)).toHaveLength(1)
    const [attempt] = await order.attempts()
    expect((await jobs('follow-charge', attempt?.id ?? '')).at(-1)?.seconds).toBeLessThanOrEqual(5)
  })

  test.each([
    ['is paid', 0, 0],
    ['is under review', 200, 0],
    ['was declined after review', 202, 1],
  ])('that turns out as one that %s counts for others accordingly', async (_, type, hits) => {
    const order = await newOrder()
    provider.answer = () => (response) => response.socket?.resetAndDestroy()
    await order.pay()
    const counted = (times: number) =>
      ['card-fingerprint', 'card-network'].map((key) => ({ key, hits: times }))
    expect(await sharedHits()).toEqual(counted(1))
    const [attempt] = await order.attempts()
    if (!attempt) throw new Error('no attempt')
    expect(attempt.counted).toHaveLength(2)
    await order.pingback(type)
    await Promise.all([1, 2, 3].map(() => followCharge(attempt.id, 0)))
    expect(await sharedHits()).toEqual(counted(hits))
    expect((await order.attempts())[0]?.counted).toEqual([])
  })

  test('a server that can’t be reached was sent nothing: the order stays payable', async () => {
    const order = await newOrder()
    const { env } = await import('@/lib/env')
    const url = env().PAYMENTWALL_API_URL
    try {
      const gone = await startProvider()
      await gone.close()
      env().PAYMENTWALL_API_URL = gone.url
      expect(await order.payAndRead()).toEqual({
        success: 0,
        error: { message: expect.stringContaining('You have not been charged') },
      })
      expect(await order.payable()).toBe(true)
    } finally {
      env().PAYMENTWALL_API_URL = url
    }
  })

  async function lose(order: CardOrder) {
    provider.answer = () => (response) => response.socket?.resetAndDestroy()
    await order.pay()
    provider.answer = () => ({ json: [] })
    return (await order.attempts())[0]?.id ?? attemptIdOf('')
  }

  test('is resolved by its pingback at once', async () => {
    const order = await newOrder()
    const id = await lose(order)
    await order.pingback(0)
    expect(await order.state()).toBe('paid')
    await followCharge(id, 0)
    expect(await order.attempts()).toMatchObject([{ state: 'SUCCEEDED' }])
  })

  test('is resolved by a declined review, after which the order can be paid again', async () => {
    const order = await newOrder()
    await lose(order)
    await order.pingback(202)
    expect(await order.payable()).toBe(true)
    provider.answer = (call) => ({ json: charged(call) })
    expect(await order.pay()).toMatchObject({ kind: 'charged' })
    expect(await order.attempts()).toMatchObject([{ state: 'DECLINED' }, { state: 'SUCCEEDED' }])
  })

  test('after an earlier payment was declined is not resolved by that one', async () => {
    const order = await newOrder()
    provider.answer = (call) => ({ json: charged(call, { risk: 'pending' }) })
    await order.pay()
    await order.pingback(202)
    provider.answer = () => (response) => response.socket?.resetAndDestroy()
    await order.pay()
    provider.answer = () => ({ json: [] })
    const unheard = (await order.attempts()).find(({ state }) => state === 'UNKNOWN')
    await followCharge(unheard?.id ?? attemptIdOf(''), 0)
    expect(await order.state()).toBe('checking')
    expect(await order.payable()).toBe(false)
    await order.pingback(0)
    await followCharge(unheard?.id ?? attemptIdOf(''), 1)
    expect(await order.attempts()).toMatchObject([{ state: 'REVIEW' }, { state: 'SUCCEEDED' }])
  })

  test('is not resolved by a payment of which only a part that went back is known', async () => {
    const order = await newOrder()
    const id = await lose(order)
    await order.pingback(220)
    await followCharge(id, 0)
    expect(await order.attempts()).toMatchObject([{ state: 'UNKNOWN' }])
    await order.pingback(0)
    await followCharge(id, 1)
    expect(await order.attempts()).toMatchObject([{ state: 'SUCCEEDED' }])
  })

  test('is resolved by the Payment Status API, by the same function as a pingback', async () => {
    const order = await newOrder()
    const id = await lose(order)
    provider.answer = (call) => {
      expect(call.path).toBe('/api/rest/payment')
      return {
        json: [
          {
            object: 'payment',
            id: newRef(),
            amount: '9.99',
            currency: 'USD',
            refunded: false,
            risk: 'approved',
            uid: order.buyer.uid,
            product_id: order.id,
          },
        ],
      }
    }
    await followCharge(id, 0)
    expect(await order.state()).toBe('paid')
    expect(await order.attempts()).toMatchObject([{ state: 'SUCCEEDED' }])
    const rows = await database.query('SELECT 1 FROM deliveries WHERE order_id = $1', [order.id])
    expect(rows).toHaveLength(1)
  })

  test('is polled, and after 15 minutes the merchant is alerted once', async () => {
    const order = await newOrder()
    const id = await lose(order)
    const alerts = () =>
      database.query<{ message: string }>(
        "SELECT message FROM alerts WHERE kind = 'charge_unknown' AND subject = $1",
        [id],
      )
    await followCharge(id, 0)
    expect((await jobs('follow-charge', id)).at(-1)).toMatchObject({
      payload: { asked: 1 },
      seconds: expect.closeTo(10, -1),
    })
    await followCharge(id, 5, later(14))
    expect(await alerts()).toEqual([])
    await followCharge(id, 6, later(15.1))
    await followCharge(id, 7, later(75))
    const told = await alerts()
    expect(told).toHaveLength(1)
    expect(told[0]?.message).toContain(`payment:resolve -- ${order.id} charged`)
    expect(await order.state()).toBe('checking')
  })

  test('is polled for a quarter of an hour before anybody is alerted', async () => {
    const order = await newOrder()
    const id = await lose(order)
    let elapsed = 5
    let asked = 0
    while (elapsed < 15 * 60) {
      await followCharge(id, asked, new Date(Date.now() + elapsed * 1000))
      const next = (await jobs('follow-charge', id)).at(-1)
      elapsed += next?.seconds ?? Number.POSITIVE_INFINITY
      asked = next?.payload.asked ?? 0
    }
    expect(elapsed).toBeLessThan(16 * 60)
    expect(asked).toBeGreaterThan(5)
  })

  test('a process that dies while it charges leaves an attempt that becomes unknown after a minute', async () => {
    const order = await newOrder()
    const id = attemptIdOf(newId())
    await database.query(
      "INSERT INTO charge_attempts (id, order_id, state, updated_at) VALUES ($1, $2, 'ACTIVE', now())",
      [id, order.id],
    )
    provider.answer = () => ({ json: [] })
    await followCharge(id, 0)
    expect(await order.attempts()).toMatchObject([{ state: 'ACTIVE' }])
    await followCharge(id, 0, later(1.1))
    expect(await order.attempts()).toMatchObject([{ state: 'UNKNOWN' }])
  })

  test('an order paid by another payment method in the meantime does not hide that the charge was made too', async () => {
    const order = await newOrder()
    await lose(order)
    await order.pingback(0)
    await order.pingback(0)
    const alerts = await database.query("SELECT 1 FROM alerts WHERE kind = 'overpaid' AND order_id = $1", [
      order.id,
    ])
    expect(alerts).toHaveLength(1)
  })
})

describe('3-D Secure', () => {
  const demand = () => ({ success: 0, secure: { redirect: `${provider.url}/api/brick/redirect/3ds/1/2` } })
  const confirmation = { chargeId: 'c1', secureToken: 's1' }

  /** An order whose buyer was sent to the bank, and the state in the address to come back to. */
  async function atBank(order?: CardOrder) {
    order ??= await newOrder()
    const { env } = await import('@/lib/env')
    env().BRICK_FORM = 'custom'
    provider.answer = () => ({ json: demand() })
    expect(await order.pay()).toEqual({ kind: 'secure', demand: demand().secure })
    const address = new URL(chargesSent(provider).at(-1)?.parameters.get('secure_redirect_url') ?? '')
    provider.answer = (call) => ({ json: charged(call, { secure: true }) })
    return { order, address, state: address.searchParams.get('state') ?? '' }
  }

  const sealed = (order: CardOrder) =>
    database.query<{ state: string; sealed: Buffer | null }>(
      'SELECT state, sealed FROM charge_attempts WHERE order_id = $1 ORDER BY created_at',
      [order.id],
    )

  test('approved: the same charge goes again with the confirmation, and the token is erased', async () => {
    const { order, address, state } = await atBank()
    expect(address.href).toMatch(
      /^https:\/\/localhost:3000\/api\/brick\/secure\?language=en&state=[0-9a-z.A-Z_-]+$/,
    )
    expect(await order.state()).toBe('requires_action')
    const [waiting] = await sealed(order)
    expect(waiting?.sealed?.toString('latin1')).not.toContain(enteredCard.token)

    expect(await returnFromBank(state, confirmation)).toEqual({ orderId: order.id })
    const [first, second] = chargesSent(provider).map((call) => Object.fromEntries(call.parameters))
    expect(second).toEqual({ ...first, charge_id: 'c1', secure_token: 's1' })
    expect(await sealed(order)).toEqual([{ state: 'SUCCEEDED', sealed: null }])
    expect(await order.state()).toBe('confirming')
  })

  test.each([
    ['a guest', true, ['card-fingerprint', 'card-guest', 'card-network']],
    ['an account', false, ['card-fingerprint', 'card-network']],
  ])('approved, a charge of %s no longer counts for others', async (_, isGuest, keys) => {
    const counted = (hits: number) => keys.map((key) => ({ key, hits }))
    const ofBuyer = async () => {
      const order = await newOrder()
      if (isGuest) {
        await database.query("UPDATE users SET is_guest = TRUE, password_hash = '' WHERE uid = $1", [
          order.buyer.uid,
        ])
      }
      order.buyer.isGuest = isGuest
      return order
    }
    const { state } = await atBank(await ofBuyer())
    expect(await sharedHits()).toEqual(counted(1))
    await returnFromBank(state, confirmation)
    expect(await sharedHits()).toEqual(counted(0))

    const { order } = await atBank(await ofBuyer())
    expect(await sharedHits()).toEqual(counted(1))
    expect(await confirmCharge(order.id, confirmation)).toMatchObject({ kind: 'charged' })
    expect(await sharedHits()).toEqual(counted(0))

    const declined = await atBank(await ofBuyer())
    provider.answer = () => ({ status: 400, json: { type: 'Error', code: 3012 } })
    await returnFromBank(declined.state, confirmation)
    expect(await sharedHits()).toEqual(counted(1))
  })

  test('declined: the order is payable again and nothing is kept', async () => {
    const { order, state } = await atBank()
    provider.answer = () => ({ status: 400, json: { type: 'Error', code: 3012 } })
    await returnFromBank(state, confirmation)
    expect(await sealed(order)).toEqual([{ state: 'DECLINED', sealed: null }])
    expect(await order.payable()).toBe(true)
  })

  test('a return without a confirmation charges nothing', async () => {
    const { order, state } = await atBank()
    expect(await returnFromBank(state, undefined)).toEqual({ orderId: order.id })
    expect(chargesSent(provider)).toHaveLength(1)
    expect(await sealed(order)).toEqual([{ state: 'DECLINED', sealed: null }])
  })

  test('the outcome of the second call is unknown: checking, and no third call', async () => {
    const { order, state } = await atBank()
    provider.answer = () => (response) => response.socket?.resetAndDestroy()
    await returnFromBank(state, confirmation)
    await returnFromBank(state, confirmation)
    expect(await order.state()).toBe('checking')
    expect(chargesSent(provider)).toHaveLength(2)
  })

  test('replayed, also twice at once: one second call', async () => {
    const { order, state } = await atBank()
    await Promise.all(Array.from({ length: 5 }, () => returnFromBank(state, confirmation)))
    expect(await returnFromBank(state, confirmation)).toEqual({ orderId: order.id })
    expect(chargesSent(provider)).toHaveLength(2)
  })

  test('altered in any character: refused, and the true one still works', async () => {
    const { state } = await atBank()
    for (const [index, character] of [...state].entries()) {
      // A digit by a digit, so that the signature refuses it and not the shape.
      const others = /\d/.test(character) ? ['0', '1', '9'] : ['a', 'b']
      for (const other of others.filter((each) => each !== character)) {
        const altered = state.slice(0, index) + other + state.slice(index + 1)
        expect(await returnFromBank(altered, confirmation), altered).toBeUndefined()
      }
    }
    expect(await returnFromBank('', confirmation)).toBeUndefined()
    expect(chargesSent(provider)).toHaveLength(1)
    await returnFromBank(state, confirmation)
    expect(chargesSent(provider)).toHaveLength(2)
  })

  test('another order’s state goes on with that order’s charge and leaves this one alone', async () => {
    const one = await atBank()
    const other = await atBank()
    expect(await returnFromBank(other.state, confirmation)).toEqual({ orderId: other.order.id })
    expect(chargesSent(provider).at(-1)?.parameters.get('plan')).toBe(other.order.id)
    expect(await one.order.state()).toBe('requires_action')
    // Its signature does not fit another attempt.
    const [, ...rest] = other.state.split('.')
    const [id] = one.state.split('.')
    expect(await returnFromBank([id, ...rest].join('.'), confirmation)).toBeUndefined()
  })

  test('expired: refused, and the order is payable again', async () => {
    const { order } = await atBank()
    const [attempt] = await order.attempts()
    const expired = secureState(attempt?.id ?? attemptIdOf(''), new Date(Date.now() - 1000))
    expect(await returnFromBank(expired, confirmation)).toEqual({ orderId: order.id })
    expect(chargesSent(provider)).toHaveLength(1)
    expect(await sealed(order)).toEqual([{ state: 'EXPIRED', sealed: null }])
    expect(await order.payable()).toBe(true)
  })

  test('late by the row’s own clock: refused as well', async () => {
    const { order, state } = await atBank()
    await database.query(
      "UPDATE charge_attempts SET secure_until = now() - interval '1 s' WHERE order_id = $1",
      [order.id],
    )
    await returnFromBank(state, confirmation)
    expect(chargesSent(provider)).toHaveLength(1)
    expect(await sealed(order)).toEqual([{ state: 'EXPIRED', sealed: null }])
  })

  test('abandoned: after 15 minutes the attempt expires, its token is gone, and a late return is refused', async () => {
    const { order, state } = await atBank()
    const [attempt] = await order.attempts()
    const id = attempt?.id ?? attemptIdOf('')
    expect((await jobs('follow-charge', id)).at(-1)?.seconds).toBeGreaterThan(secureSeconds - 10)
    await followCharge(id, 0, later(14))
    expect(await order.state()).toBe('requires_action')
    await followCharge(id, 0, later(15.1))
    expect(await sealed(order)).toEqual([{ state: 'EXPIRED', sealed: null }])
    await returnFromBank(state, confirmation)
    expect(chargesSent(provider)).toHaveLength(1)
    expect(await order.pay()).toMatchObject({ kind: 'charged' })
  })

  test('an order paid by another payment method in the meantime is not charged again', async () => {
    const { order, state } = await atBank()
    await order.pingback(0)
    await returnFromBank(state, confirmation)
    expect(chargesSent(provider)).toHaveLength(1)
    expect(await sealed(order)).toEqual([{ state: 'EXPIRED', sealed: null }])
  })

  test('the way back to the bank is kept sealed, for as long as the bank waits', async () => {
    const { order } = await atBank()
    const page = demand().secure.redirect
    const kept = () =>
      database.query<{ sealed_bank_page: Buffer | null }>(
        'SELECT sealed_bank_page FROM charge_attempts WHERE order_id = $1',
        [order.id],
      )
    expect((await kept())[0]?.sealed_bank_page?.toString('latin1')).not.toContain('/3ds/')
    expect(await findBankPage(order.id)).toBe(page)
    await database.query(
      "UPDATE charge_attempts SET secure_until = now() - interval '1 s' WHERE order_id = $1",
      [order.id],
    )
    expect(await findBankPage(order.id)).toBeUndefined()
    await expireSecure({ orderId: order.id })
    expect(await kept()).toEqual([{ sealed_bank_page: null }])
  })

  test('a page that was the provider’s when it was kept, and is not any more, is not offered', async () => {
    const { order } = await atBank()
    const { env } = await import('@/lib/env')
    const { PAYMENTWALL_API_URL } = env()
    env().PAYMENTWALL_API_URL = 'https://elsewhere.example'
    expect(await findBankPage(order.id)).toBeUndefined()
    env().PAYMENTWALL_API_URL = PAYMENTWALL_API_URL
    expect(await findBankPage(order.id)).toBe(demand().secure.redirect)
  })

  test('a page that is not the provider’s is never shown', async () => {
    const order = await newOrder()
    for (const redirect of [
      'https://evil.example/',
      'javascript:alert(1)',
      `${provider.url}.evil.example/`,
      '//evil',
    ]) {
      provider.answer = () => ({ json: { success: 0, secure: { redirect } } })
      expect(await order.pay()).toEqual({ kind: 'unconfirmed' })
    }
    expect(await order.payable()).toBe(true)
  })

  test('a demand that comes again after it was met is a refusal, not a circle', async () => {
    const { order, state } = await atBank()
    provider.answer = () => ({ json: demand() })
    await returnFromBank(state, confirmation)
    expect(await sealed(order)).toEqual([{ state: 'DECLINED', sealed: null }])
  })

  test('a query that was appended to the address does no harm', async () => {
    const { state } = await atBank()
    expect(await returnFromBank(`${state}?ref=1`, confirmation)).toBeDefined()
    expect(chargesSent(provider)).toHaveLength(2)
  })

  test('Brick’s own form gets the bank’s HTML unchanged, names no way back, and confirms by a second post', async () => {
    const { env } = await import('@/lib/env')
    env().BRICK_FORM = 'default'
    const order = await newOrder()
    const secure = { formHTML: '<div><form action="x">', other: 1 }
    provider.answer = () => ({ json: { success: 0, secure } })
    expect(await order.pay()).toEqual({ kind: 'secure', demand: secure })
    expect(chargesSent(provider)[0]?.parameters.has('secure_redirect_url')).toBe(false)
    expect(await findBankPage(order.id)).toBeUndefined()
    provider.answer = (call) => ({ json: charged(call, { secure: true }) })
    expect(await confirmCharge(order.id, confirmation)).toMatchObject({ kind: 'charged' })
    const [first, second] = chargesSent(provider).map((call) => Object.fromEntries(call.parameters))
    expect(second).toEqual({ ...first, charge_id: 'c1', secure_token: 's1' })
    expect(await confirmCharge(order.id, confirmation)).toEqual(closed)
    expect(chargesSent(provider)).toHaveLength(2)
  })

  test('the database keeps no sealed token of an attempt that is not at the bank', async () => {
    const { order } = await atBank()
    await expect(
      database.query(
        "UPDATE charge_attempts SET state = 'DECLINED', sealed_bank_page = NULL, counted = '{}' WHERE order_id = $1",
        [order.id],
      ),
    ).rejects.toThrow('charge_attempts_sealed')
    await expect(
      database.query(
        "UPDATE charge_attempts SET state = 'DECLINED', sealed = NULL, secure_until = NULL WHERE order_id = $1",
        [order.id],
      ),
    ).rejects.toThrow('charge_attempts_bank_page')
  })
})
