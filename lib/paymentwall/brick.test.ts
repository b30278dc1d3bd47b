import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type ChargeRequest,
  changeCharge,
  chargeDetails,
  chargeParameters,
  classifyCharge,
  createCharge,
} from '@/lib/paymentwall/brick'
import { brickError, brickErrors } from '@/lib/paymentwall/brick-errors'
import { type Provider, startProvider } from '@/test/support/provider'

const charge = {
  object: 'charge',
  id: '104872652',
  amount: '9.99',
  currency: 'USD',
  captured: true,
  refunded: false,
  risk: 'approved',
  secure: false,
  card: {
    type: 'Visa',
    last4: '4242',
    exp_month: '1',
    exp_year: '29',
    token: '2857a8cefec761ef7cdb3f97abf4c7b1',
  },
}

describe('an answer of the charge API means', () => {
  const cases: [answer: string, data: unknown, kind: string][] = [
    ['captured and approved', charge, 'charged'],
    ['captured, with no word on risk', { ...charge, risk: undefined }, 'charged'],
    ['captured, and 3-D Secure was done', { ...charge, secure: true }, 'charged'],
    ['captured, but the risk is pending', { ...charge, risk: 'pending' }, 'review'],
    ['not captured, and the risk is pending', { ...charge, risk: 'pending', captured: false }, 'review'],
    ['not captured', { ...charge, captured: false }, 'authorised'],
    ['without a card', { ...charge, card: undefined }, 'charged'],
    ['with a card of another shape', { ...charge, card: { type: 7 } }, 'charged'],
    ['with a numeric id', { ...charge, id: 104872652 }, 'charged'],
    ['with a test id', { ...charge, id: '9557984691424639727_test' }, 'charged'],
    ['a form for the bank', { success: 0, secure: { formHTML: '<form>' } }, 'secure'],
    ['a form for the bank, without "success"', { secure: { formHTML: '<form>' } }, 'secure'],
    ['a page of the bank', { success: 0, secure: { redirect: 'https://bank.example/' } }, 'secure'],
    ['a demand beside a charge', { ...charge, secure: { formHTML: '<form>' } }, 'secure'],
    ['an error', { type: 'Error', code: 3012, error: 'declined' }, 'refused'],
    ['an error with its code as text', { type: 'Error', code: '3012', error: 'declined' }, 'refused'],
    ['an error without a code', { type: 'Error', error: 'declined' }, 'refused'],
    ['an error beside a charge', { ...charge, type: 'Error', code: 1000 }, 'refused'],
    ['a demand that demands nothing', { success: 0, secure: {} }, 'unknown'],
    ['a charge without an id', { ...charge, id: undefined }, 'unknown'],
    ['a charge that leaves open whether it is captured', { ...charge, captured: 'yes' }, 'unknown'],
    [
      'a subscription',
      { object: 'subscription', id: 'VCBZT392SW', active: 1, charges: { 0: '49393608' } },
      'subscribed',
    ],
    [
      'a subscription that tells no charge',
      { object: 'subscription', id: 'VCBZT392SW', active: 1 },
      'subscribed',
    ],
    ['a subscription without an id', { object: 'subscription', active: 1 }, 'unknown'],
    ['something else', { object: 'payment' }, 'unknown'],
    ['nothing', null, 'unknown'],
  ]
  test.each(cases)('%s: %3$s', (_, data, kind) => {
    expect(classifyCharge(data).kind).toBe(kind)
  })

  test('a demand is passed on whole', () => {
    const secure = { formHTML: '<form>', extra: 1 }
    expect(classifyCharge({ secure })).toEqual({ kind: 'secure', demand: secure })
  })

  test('a stored card comes with a padded month and a full year', () => {
    const outcome = classifyCharge(charge)
    expect(outcome.kind === 'charged' && outcome.charge.card).toEqual({
      brand: 'Visa',
      last4: '4242',
      expMonth: '01',
      expYear: '2029',
      token: charge.card.token,
    })
  })
})

describe('error codes', () => {
  const documented = [
    ...[200, 223, 224, 225, 231, 700, 2111],
    ...[1000, 1001, 1003, 4004, 4005, 4006, 4007, 4008, 5000],
    ...[3000, 3001, 3002, 3003, 3004, 3005, 3006, 3008, 3009, 3301, 3302, 3303, 3304, 3305, 3306],
    ...[3010, 3011, 3012, 3013, 3014, 3101, 3102, 3103, 3104, 3200],
    ...[3111, 3112, 3113, 3114, 3115, 3116, 3205],
    ...[3201, 3202, 3203, 3204, 3206],
    ...[3401, 3402, 3403, 3404, 3405, 3406, 3407, 3408],
  ]

  test('every documented code, and no other, is known', () => {
    expect([...brickErrors.keys()].sort()).toEqual([...documented].sort())
  })

  test.each(documented)('%i names the input that is at fault, or what the merchant is told', (code) => {
    const { merchant, kind, field } = brickError(code)
    if (kind === 'entry') expect(field).toBeDefined()
    if (kind === 'after_sale') expect(merchant).toMatch(/^[A-Z][^!\d]{20,}\.$/)
    else expect(merchant).toBeUndefined()
  })

  test('an unknown code, or none, is a decline in general words', () => {
    for (const code of [9999, undefined, null, Number.NaN]) {
      expect(brickError(code)).toMatchObject({
        kind: 'declined',
        says: 'unknown',
      })
    }
  })
})

const request: ChargeRequest = {
  token: 'ot_f1e69de76a2eeeefa7532d4301609497',
  fingerprint: 'f'.repeat(32),
  amount: '9.99',
  currency: 'USD',
  subscription: undefined,
  language: 'en',
  email: 'buyer@example.com',
  description: 'Fox & friends',
  plan: 'order1234',
  uid: 'user12345678',
  firstName: 'Zoë',
  lastName: 'van Dyk',
  capture: true,
  storeCard: false,
  secure: false,
  secureRedirectUrl: undefined,
  referenceId: undefined,
  browserIp: '203.0.113.7',
  browserDomain: 'shop.example',
  history: [['history[registration_date]', '1489655092']],
  timestamp: 1790000000,
}

describe('over the wire', () => {
  let provider: Provider
  beforeAll(async () => {
    provider = await startProvider()
  })
  beforeEach(() => {
    provider.calls.length = 0
    provider.answer = () => ({ json: charge })
  })
  afterAll(() => provider.close())
  const account = () => ({ apiUrl: provider.url, privateKey: 't_private' })
  const send = () => createCharge(account(), chargeParameters(request))

  test('a charge is one form post with the private key in its header', async () => {
    expect((await send()).kind).toBe('charged')
    const [call] = provider.calls
    expect(call).toMatchObject({ method: 'POST', path: '/api/brick/charge' })
    expect(call?.headers).toMatchObject({
      'x-apikey': 't_private',
      'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
    })
    expect(Object.fromEntries(call?.parameters ?? [])).toEqual({
      token: request.token,
      fingerprint: request.fingerprint,
      amount: '9.99',
      currency: 'USD',
      lang: 'en',
      email: 'buyer@example.com',
      description: 'Fox & friends',
      plan: 'order1234',
      uid: 'user12345678',
      timestamp: '1790000000',
      'customer[firstname]': 'Zoë',
      'customer[lastname]': 'van Dyk',
      'history[registration_date]': '1489655092',
      browser_ip: '203.0.113.7',
      browser_domain: 'shop.example',
      store_card: '0',
    })
  })

  test('wishes are sent only when there are any', () => {
    const wished = new Map(
      chargeParameters({
        ...request,
        fingerprint: undefined,
        browserIp: undefined,
        capture: false,
        storeCard: true,
        secure: true,
        secureRedirectUrl: 'https://shop.example/back',
        referenceId: 'r1',
      }),
    )
    expect(wished.has('fingerprint')).toBe(false)
    expect(wished.has('browser_ip')).toBe(false)
    expect(Object.fromEntries(wished)).toMatchObject({
      'options[capture]': '0',
      store_card: '1',
      secure: '1',
      secure_redirect_url: 'https://shop.example/back',
      secure_return_method: 'url',
      reference_id: 'r1',
    })
  })

  describe('a subscription', () => {
    const month = { length: 1, unit: 'month' }
    const subscribe = (subscription: ChargeRequest['subscription']) =>
      createCharge(account(), chargeParameters({ ...request, subscription }))

    beforeEach(() => {
      provider.answer = () => ({
        json: { object: 'subscription', id: 'VCBZT392SW', active: 1, charges: { 0: '49393608' } },
      })
    })

    test('goes to an address of its own, with its period', async () => {
      expect(await subscribe({ period: month, trial: undefined })).toEqual({
        kind: 'subscribed',
        subscription: { id: 'VCBZT392SW', active: true, chargeId: '49393608' },
      })
      expect(provider.calls[0]).toMatchObject({ method: 'POST', path: '/api/brick/subscription' })
      const sent = Object.fromEntries(provider.calls[0]?.parameters ?? [])
      expect(sent).toMatchObject({
        amount: '9.99',
        period: 'month',
        period_duration: '1',
        fingerprint: 'f'.repeat(32),
      })
      expect(Object.keys(sent).filter((name) => name.startsWith('trial'))).toEqual([])
    })

    test('with a trial, its four parameters are all there', async () => {
      await subscribe({ period: month, trial: { amount: '1.00', period: { length: 14, unit: 'day' } } })
      expect(Object.fromEntries(provider.calls[0]?.parameters ?? [])).toMatchObject({
        amount: '9.99',
        'trial[amount]': '1.00',
        'trial[currency]': 'USD',
        'trial[period]': 'day',
        'trial[period_duration]': '14',
      })
    })

    test('goes there again after 3-D Secure', async () => {
      const parameters = chargeParameters({ ...request, subscription: { period: month, trial: undefined } })
      await createCharge(account(), parameters, { chargeId: 'c1', secureToken: 's1' })
      expect(provider.calls[0]?.path).toBe('/api/brick/subscription')
      expect(provider.calls[0]?.parameters.get('secure_token')).toBe('s1')
    })
  })

  test('after 3-D Secure the same parameters go again, with the confirmation', async () => {
    await createCharge(account(), chargeParameters(request), { chargeId: 'c1', secureToken: 's1' })
    const sent = new Map(provider.calls[0]?.parameters)
    expect([sent.get('charge_id'), sent.get('secure_token'), sent.get('token')]).toEqual([
      'c1',
      's1',
      request.token,
    ])
  })

  test('details, capture, void and refund name the charge in the path', async () => {
    await chargeDetails(account(), '9557984691424639727_test')
    for (const change of ['capture', 'void', 'refund'] as const) await changeCharge(account(), '12', change)
    expect(provider.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/brick/charge/9557984691424639727_test',
      'POST /api/brick/charge/12/capture',
      'POST /api/brick/charge/12/void',
      'POST /api/brick/charge/12/refund',
    ])
  })

  test('an error is read from the body of a 4xx, past a byte order mark', async () => {
    provider.answer = () => ({ status: 401, body: '\uFEFF{"type":"Error","code":4007,"error":"key"}' })
    expect(await send()).toEqual({ kind: 'refused', code: 4007, message: 'key' })
  })

  const lost: [what: string, answer: Provider['answer']][] = [
    ['status 500', () => ({ status: 500, json: { type: 'Error', code: 1000 } })],
    ['status 503', () => ({ status: 503, body: '' })],
    ['no JSON', () => ({ body: '<html>' })],
    ['a connection that is reset', () => (response) => response.socket?.resetAndDestroy()],
    [
      'a connection that ends within the answer',
      () => (response) => {
        response.writeHead(200, { 'Content-Length': 100 })
        response.write('{"object":', () => response.socket?.destroy())
      },
    ],
  ]
  test.each(lost)(
    '%s after sending leaves the outcome unknown, and nothing is sent again',
    async (_, answer) => {
      provider.answer = answer
      expect((await send()).kind).toBe('unknown')
      expect(provider.calls).toHaveLength(1)
    },
  )

  test('no answer in time leaves the outcome unknown', async () => {
    provider.answer = () => () => {}
    const hasty = { ...account(), timeoutMs: 2000 }
    expect((await createCharge(hasty, chargeParameters(request))).kind).toBe('unknown')
    expect(provider.calls).toHaveLength(1)
  })

  test('a server that is not there was sent nothing', async () => {
    const gone = await startProvider()
    await gone.close()
    const outcome = await createCharge({ apiUrl: gone.url, privateKey: 'x' }, chargeParameters(request))
    expect(outcome.kind).toBe('unsent')
  })
})
