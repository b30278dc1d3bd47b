import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeParameters, type Parameter } from '../core/parameters'
import { baseString, digest } from '../core/signature'
import { brickClient, type Json } from '../testing/brick'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

const advance = (seconds: number) => sandbox.control('POST', '/clock', { advance: seconds })
const last = () => Object.fromEntries(sandbox.shop.received.at(-1)?.searchParams ?? [])

function signed(values: Record<string, string>, version: 2 | 3 = 3): Parameter[] {
  const parameters: Parameter[] = Object.entries({
    key: project.key,
    sign_version: String(version),
    ...values,
  })
  return [...parameters, ['sign', digest(baseString(parameters, 'sign'), project.secretKey, version)]]
}

async function get(path: string, parameters: Parameter[]) {
  const response = await fetch(`${sandbox.url}${path}?${encodeParameters(parameters)}`)
  const json: Json = await response.json()
  return { status: response.status, json }
}

async function pay(changes: object = {}): Promise<Json> {
  const { json } = await sandbox.control('POST', '/payments', {
    uid: 'u-1',
    goodsId: 'order-1',
    amount: '9.99',
    currency: 'USD',
    ...changes,
  })
  return json.payment
}

describe('Payment Status', () => {
  it('answers one payment by its reference', async () => {
    const payment = await pay()
    const expected = {
      object: 'payment',
      id: payment.ref,
      amount: '9.99',
      currency: 'USD',
      refunded: false,
      risk: 'approved',
      uid: 'u-1',
      product_id: 'order-1',
      payment_system: 'test',
    }
    for (const path of ['/api/rest/payment', '/api/rest/payment/']) {
      expect(await get(path, signed({ ref: payment.ref }))).toMatchObject({ status: 200, json: expected })
    }
  })

  it("answers by a charge's id too, which is the reference without its first letter", async () => {
    const brick = brickClient(sandbox)
    const { id } = (await brick.charge((await brick.tokenize()).token)).json
    expect((await get('/api/rest/payment', signed({ ref: id }, 2))).json).toMatchObject({
      object: 'payment',
      id: `b${id}`,
    })
    expect((await get('/api/rest/payment', signed({ ref: id.slice(1) }, 2))).status).toBe(404)
  })

  it('answers a list by user and order', async () => {
    await pay()
    const second = await pay()
    await pay({ goodsId: 'order-2' })
    await sandbox.control('POST', `/payments/${second.ref}/refund`, {})
    const { json } = await get('/api/rest/payment', signed({ uid: 'u-1', ag_external_id: 'order-1' }, 2))
    expect(json.map(({ refunded }: Json) => refunded)).toEqual([false, true])
    expect((await get('/api/rest/payment', signed({ uid: 'u-1', ag_external_id: 'none' }))).json).toEqual([])
  })

  it('reports the state of a review, and does not count what was only authorised', async () => {
    const brick = brickClient(sandbox)
    const under = (await brick.charge((await brick.tokenize({ 'card[cvv]': '555' })).token)).json
    const held = (await brick.charge((await brick.tokenize()).token, { 'options[capture]': '0' })).json
    expect((await get('/api/rest/payment', signed({ ref: `b${under.id}` }))).json.risk).toBe('pending')
    await advance(121)
    expect((await get('/api/rest/payment', signed({ ref: `b${under.id}` }))).json.risk).toBe('approved')
    expect((await get('/api/rest/payment', signed({ ref: `b${held.id}` }))).status).toBe(404)
  })

  it('reports the subscription behind a payment', async () => {
    const { json } = await sandbox.control('POST', '/subscriptions', {
      uid: 'u-1',
      goodsId: 'plan-m',
      amount: '9.90',
      currency: 'USD',
      period: { length: 1, unit: 'month' },
    })
    expect(
      (await get('/api/rest/payment', signed({ ref: json.payment.ref }))).json.subscription,
    ).toMatchObject({
      object: 'subscription',
      id: json.subscription.id,
      active: 1,
      expired: 0,
      period: 'month',
      period_duration: 1,
    })
  })

  it('is not answered without a signature', async () => {
    const payment = await pay()
    const unsigned: Parameter[] = [
      ['key', project.key],
      ['ref', payment.ref],
    ]
    expect((await get('/api/rest/payment', unsigned)).status).toBe(403)
    const altered = signed({ ref: 'x' }).map(
      ([name, value]): Parameter => [name, name === 'ref' ? payment.ref : value],
    )
    expect((await get('/api/rest/payment', altered)).status).toBe(403)
  })

  it('can be wrapped for a script', async () => {
    const payment = await pay()
    const query = encodeParameters(signed({ ref: payment.ref, callback: 'done' }))
    const text = await (await fetch(`${sandbox.url}/api/rest/payment?${query}`)).text()
    expect(text).toMatch(/^done\(\{.*\}\);$/)
  })
})

describe('tickets', () => {
  async function ticket(
    values: Record<string, string>,
    parameters = signed({ message: 'please', ...values }),
  ) {
    const response = await fetch(`${sandbox.url}/developers/api/ticket`, {
      method: 'POST',
      body: new URLSearchParams(parameters),
    })
    const json: Json = await response.json()
    return json
  }

  it('refund a payment after a while, by pingback', async () => {
    const { ref } = await pay()
    expect(await ticket({ ref, type: '1', merchant_refund_id: 'r-7' })).toEqual({ result: 1 })
    expect(sandbox.shop.received).toHaveLength(1)
    await advance(61)
    expect(last()).toMatchObject({ type: '2', ref, reason: '9', merchant_refund_id: 'r-7' })
  })

  it('refund a part', async () => {
    const { ref } = await pay()
    await ticket({ ref, type: '5', amount: '2.50' })
    await advance(61)
    expect(last()).toMatchObject({ type: '220', ref, refund_amount: '2.50' })
  })

  it('stop a subscription, found by its payment or by its user', async () => {
    const plan = { goodsId: 'p', amount: '9.90', currency: 'USD', period: { length: 1, unit: 'month' } }
    const first = (await sandbox.control('POST', '/subscriptions', { uid: 'u-1', ...plan })).json
    await ticket({ ref: first.payment.ref, type: '2' })
    await advance(61)
    expect(last()).toMatchObject({ type: '12', ref: first.payment.ref })
    const second = (await sandbox.control('POST', '/subscriptions', { uid: 'u-2', ...plan })).json
    await ticket({ uid: 'u-2', type: '2' })
    await advance(61)
    expect(last()).toMatchObject({ type: '12', ref: second.payment.ref })
  })

  it('are refused without access, reference, message or a known type', async () => {
    const { ref } = await pay()
    const noAccess = { result: 0, errors: ["You don't have access to the developers API"] }
    expect(await ticket({ ref, type: '1' }, [['ref', ref]])).toEqual(noAccess)
    expect(await (await fetch(`${sandbox.url}/developers/api/ticket`)).json()).toEqual(noAccess)
    expect(await ticket({ type: '1' })).toEqual({ result: 0, errors: ['Either ref or uid is required'] })
    expect(await ticket({ ref: 'b404', type: '1' })).toEqual({
      result: 0,
      errors: ['The payment was not found'],
    })
    expect(await ticket({ ref, type: '9', message: '' })).toEqual({
      result: 0,
      errors: ['The type is not valid', 'The message is required'],
    })
    expect(await ticket({ ref, type: '5' })).toEqual({ result: 0, errors: ['The amount is not valid'] })
  })

  it('need no real reference in test mode', async () => {
    expect(await ticket({ ref: 'b404', type: '1', test_mode: '1' })).toEqual({ result: 1 })
    expect(await ticket({ ref: 'b404', type: '1', is_test: '1' })).toEqual({ result: 1 })
    await advance(61)
    expect(sandbox.shop.received).toEqual([])
  })
})

const deliveryStatuses = [
  'order_placed',
  'order_preparing',
  'package_prepared',
  'order_shipped',
  'started',
  'delivering',
  'delivered',
  'consumed',
  'waiting_user_action',
  'delayed',
  'failed_will_retry',
  'order_cancelled',
  'retry_started',
  'refund_requested',
  'refund_request_declined',
  'refund_request_accepted',
  'refund_issued',
  'cancelled_subscription',
  'substitution_requested',
  'substitution_accepted',
  'substitution_declined',
]

describe('Delivery Confirmation', () => {
  const digital = {
    merchant_reference_id: 'order-1',
    type: 'digital',
    status: 'delivered',
    estimated_delivery_datetime: '2026/01/15 15:04:55 +0000',
    estimated_update_datetime: '2026/01/15 15:04:55 +0000',
    reason: 'none',
    refundable: 'true',
    details: 'Download link sent',
    'shipping_address[email]': 'a@example.com',
  }

  async function confirm(values: Record<string, string>, key = project.secretKey, isMultipart = false) {
    const body = isMultipart ? new FormData() : new URLSearchParams()
    for (const [name, value] of Object.entries({ ...digital, ...values })) body.append(name, value)
    const response = await fetch(`${sandbox.url}/api/delivery`, {
      method: 'POST',
      headers: { 'X-ApiKey': key },
      body,
    })
    const json: Json = await response.json()
    return json
  }

  it('is recorded for a payment, as a form of either kind', async () => {
    const { ref } = await pay()
    expect(await confirm({ payment_id: ref, status: 'order_placed' })).toEqual({ success: 1 })
    expect(await confirm({ payment_id: ref }, project.secretKey, true)).toEqual({ success: 1 })
    const { json } = await sandbox.control('GET', '/deliveries')
    expect(json.map(({ status }: Json) => status)).toEqual(['order_placed', 'delivered'])
  })

  it.each(deliveryStatuses)('takes the status %s of digital and of physical goods', async (status) => {
    const { ref } = await pay()
    await sandbox.control('PATCH', '/settings', { strict: 'refuse' })
    const reason = { reason: 'out of stock' }
    expect(await confirm({ payment_id: ref, status, ...reason })).toEqual({ success: 1 })
    const address = Object.fromEntries(
      ['country', 'city', 'zip', 'state', 'street', 'phone', 'firstname', 'lastname'].map((name) => [
        `shipping_address[${name}]`,
        'x',
      ]),
    )
    expect(await confirm({ payment_id: ref, status, type: 'physical', ...reason, ...address })).toEqual({
      success: 1,
    })
    const { json } = await sandbox.control('GET', '/deliveries')
    expect(json.map(({ type, status: kept }: Json) => [type, kept])).toEqual([
      ['digital', status],
      ['physical', status],
    ])
  })

  it('captures an authorised payment when the goods are on their way', async () => {
    const brick = brickClient(sandbox)
    const { id } = (await brick.charge((await brick.tokenize()).token, { 'options[capture]': '0' })).json
    const address = Object.fromEntries(
      ['country', 'city', 'zip', 'state', 'street', 'phone', 'firstname', 'lastname'].map((name) => [
        `shipping_address[${name}]`,
        'x',
      ]),
    )
    await confirm({ payment_id: `b${id}`, type: 'physical', status: 'delivering', ...address })
    expect((await brick.call(`/charge/${id}`, null)).json.captured).toBe(true)
  })

  it.each([
    ['an unknown status', { status: 'lost' }, 'status: there is no status lost'],
    ['an unknown payment', { payment_id: 'b404' }, 'payment_id: there is no such payment'],
    ['no payment', { payment_id: '' }, 'payment_id: is missing'],
    ['another type', { type: 'spiritual' }, 'type: must be digital or physical'],
    [
      'a date that is none',
      { estimated_update_datetime: 'soon' },
      'estimated_update_datetime: must look like',
    ],
    ['neither true nor false', { refundable: 'maybe' }, 'refundable: must be true or false'],
  ])('is refused with %s', async (_name, values, notice) => {
    const { ref } = await pay()
    const answer = await confirm({ payment_id: ref, ...values })
    expect(answer.notices.join()).toContain(notice)
  })

  it.each<[string, Record<string, string>, string]>([
    ['no details', { details: '' }, 'details: is missing'],
    ['no reason', { reason: '' }, 'reason: is missing'],
    ['no order', { merchant_reference_id: '' }, 'merchant_reference_id: is missing'],
    ...['2026-01-15', '2026-01-15 15:04:55 +0000', '2026/01/15 15:04:55', '1768489495'].map(
      (date): [string, Record<string, string>, string] => [
        date,
        { estimated_update_datetime: date },
        'estimated_update_datetime: must look like',
      ],
    ),
    ...['yes', 'no', '1', '0'].map((refundable): [string, Record<string, string>, string] => [
      `refundable ${refundable}`,
      { refundable },
      'refundable: must be true or false',
    ]),
    ['goods without an address', { type: 'physical' }, 'shipping_address[street]: is missing'],
    ['a delay without reason', { status: 'delayed' }, 'reason: must be given'],
    [
      'a name with a blank',
      { 'shipping_address[city] ': 'Oslo' },
      'shipping_address[city]: its name was sent',
    ],
  ])(
    'is taken with a warning, and refused where the project is strict, with %s',
    async (_name, values, notice) => {
      const { ref } = await pay()
      expect(await confirm({ payment_id: ref, ...values })).toEqual({ success: 1 })
      const { json: requests } = await sandbox.control('GET', '/requests?path=/api/delivery')
      expect(requests[0].warnings.join()).toContain(notice)
      await sandbox.control('PATCH', '/settings', { strict: 'refuse' })
      expect((await confirm({ payment_id: ref, ...values })).notices.join()).toContain(notice)
      expect((await sandbox.control('GET', '/deliveries')).json).toHaveLength(1)
    },
  )

  it('is taken without a warning in the documented form, also where the project is strict', async () => {
    const { ref } = await pay()
    expect(await confirm({ payment_id: ref })).toEqual({ success: 1 })
    const { json: requests } = await sandbox.control('GET', '/requests?path=/api/delivery')
    expect(requests[0].warnings).toEqual([])
    await sandbox.control('PATCH', '/settings', { strict: 'refuse' })
    expect(await confirm({ payment_id: ref })).toEqual({ success: 1 })
  })

  it("is taken for a charge's id, and recorded for its payment", async () => {
    const brick = brickClient(sandbox)
    const { id } = (await brick.charge((await brick.tokenize()).token)).json
    expect(await confirm({ payment_id: id })).toEqual({ success: 1 })
    expect((await sandbox.control('GET', '/deliveries')).json).toMatchObject([{ ref: `b${id}` }])
  })

  it('takes the key that the project is set to', async () => {
    const { ref } = await pay()
    for (const key of [project.secretKey, project.brickPrivateKey]) {
      expect(await confirm({ payment_id: ref }, key)).toEqual({ success: 1 })
    }
    expect(await confirm({ payment_id: ref }, project.key)).toHaveProperty('error')
    await sandbox.control('PATCH', '/settings', { deliveryKey: 'project' })
    expect(await confirm({ payment_id: ref }, project.brickPrivateKey)).toHaveProperty('error')
    await sandbox.control('PATCH', '/settings', { deliveryKey: 'brick' })
    expect(await confirm({ payment_id: ref })).toHaveProperty('error')
    expect(await confirm({ payment_id: ref }, project.brickPrivateKey)).toEqual({ success: 1 })
  })
})

describe('Payment Systems', () => {
  it('lists the methods with pictures that exist', async () => {
    const { json } = await get('/api/payment-systems/', signed({ country_code: 'NO' }, 2))
    expect(json.map(({ id }: Json) => id)).toContain('test')
    expect(json.find(({ id }: Json) => id === 'paypal')).toMatchObject({
      name: 'PayPal',
      new_window: true,
      ps_type_id: 4,
    })
    for (const { img_url } of Object.values(json))
      expect((await fetch(img_url)).headers.get('content-type')).toBe('image/svg+xml')
  })

  it.each([
    ['NL', ['idealpayments', 'safetypay'], ['epspayments', 'boletobancario']],
    ['BR', ['boletobancario', 'pagseguro'], ['idealpayments', 'oxxomexico']],
    ['ID', ['dokuwallet', 'atmtransfer'], ['konbini']],
  ])('lists what is offered in %s', async (country_code, offered, others) => {
    const { json } = await get('/api/payment-systems', signed({ country_code }))
    const ids = json.map(({ id }: Json) => id)
    expect(ids).toEqual(expect.arrayContaining(['test', 'cc', 'paypal', 'mobilegateway', ...offered]))
    for (const id of others) expect(ids).not.toContain(id)
  })

  it('lists the test method only before the project is live', async () => {
    await sandbox.control('PATCH', '/settings', { isLive: true })
    const { json } = await get('/api/payment-systems', signed({ country_code: 'NO' }))
    expect(json.map(({ id }: Json) => id)).not.toContain('test')
  })

  it('refuses calls without signature or country', async () => {
    expect((await get('/api/payment-systems', [['key', project.key]])).json).toHaveProperty('error')
    expect((await get('/api/payment-systems', signed({}))).json).toHaveProperty('error')
  })
})

describe('what is not covered', () => {
  it.each([
    ['GET', '/api/rest/product?key=x', 501, 'does not store products'],
    ['POST', '/api/mobiamo/token', 501, 'no Mobiamo'],
    ['POST', '/api/mobiamo/init-payment', 501, 'no Mobiamo'],
    ['GET', '/api/standalone/', 501, 'no widget sessions'],
    ['POST', '/api/brick-init/save', 501, 'no device data'],
    ['POST', '/api/pro/v2/token', 501, 'no tokens for old mobile SDKs'],
    ['GET', '/api/coupon', 404, 'no call GET /api/coupon'],
    ['POST', '/developers/api/other', 404, 'no call POST /developers/api/other'],
  ])('%s %s is told so in a sentence', async (method, path, status, sentence) => {
    const response = await fetch(sandbox.url + path, { method })
    expect(response.status).toBe(status)
    expect((await response.json()).error).toContain(sentence)
  })
})

describe('Geolocation', () => {
  const fields: Parameter[] = [
    ['key', project.key],
    ['uid', 'visitor'],
    ['user_ip', '72.229.28.185'],
  ]
  const post = async (parameters: Parameter[]) => {
    const response = await fetch(`${sandbox.url}/api/rest/country`, {
      method: 'POST',
      body: new URLSearchParams(parameters),
    })
    const json: Json = await response.json()
    return { status: response.status, json }
  }

  it('answers the country that the project is set to, by GET and by POST', async () => {
    const answer = { status: 200, json: { code: 'US', country: 'United States' } }
    expect(await get('/api/rest/country', fields)).toEqual(answer)
    expect(await get('/api/rest/country/', fields)).toEqual(answer)
    expect(await post(fields)).toEqual(answer)
    await sandbox.control('PATCH', '/settings', { buyerCountry: 'NO' })
    expect((await post(fields)).json).toEqual({ code: 'NO', country: 'Norway' })
    const query = encodeParameters([...fields, ['callback', 'done']])
    const text = await (await fetch(`${sandbox.url}/api/rest/country?${query}`)).text()
    expect(text).toBe('done({"code":"NO","country":"Norway"});')
  })

  it('answers no other project', async () => {
    const others = fields.map(([name, value]): Parameter => [name, name === 'key' ? 'x' : value])
    expect((await get('/api/rest/country', others)).json).toEqual({ error: 'No project has this key' })
    expect((await post(others)).status).toBe(403)
  })

  it('warns when no user is named, and refuses that where the project is strict', async () => {
    const anonymous = fields.filter(([name]) => name !== 'uid')
    expect((await post(anonymous)).status).toBe(200)
    await sandbox.control('PATCH', '/settings', { strict: 'refuse' })
    expect((await post(anonymous)).json).toEqual({ error: 'uid is missing.' })
  })
})
