import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BrickClient, brickClient, type Json } from '../testing/brick'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'
import { testCards } from './test-cards'

let sandbox: Sandbox
let brick: BrickClient

beforeEach(async () => {
  sandbox = await startSandbox()
  brick = brickClient(sandbox)
})
afterEach(() => sandbox.stop())

const set = (settings: object) => sandbox.control('PATCH', '/settings', settings)
const advance = (seconds: number) => sandbox.control('POST', '/clock', { advance: seconds })
const sentTypes = () => sandbox.shop.received.map(({ searchParams }) => Number(searchParams.get('type')))

async function pay(changes: Record<string, string> = {}, card: Record<string, string> = {}) {
  const { token } = await brick.tokenize(card)
  return (await brick.charge(token, changes)).json
}

async function answerBank(secure: Json, answer: 'approved' | 'declined' | '') {
  const [, id = '', hash = ''] = /3ds\/([^/]+)\/([^/]+)$/.exec(secure.redirect) ?? []
  const response = await fetch(`${sandbox.url}/api/brick/secure-payment`, {
    method: 'POST',
    body: new URLSearchParams({ MD: id, PaReq: hash, PaRes: answer }),
  })
  const html = await response.text()
  return {
    html,
    secure_token: /name="brick_secure_token" value="([^"]+)"/.exec(html)?.[1] ?? '',
    charge_id: /name="brick_charge_id" value="([^"]+)"/.exec(html)?.[1] ?? '',
  }
}

const byUrl = {
  secure: '1',
  secure_return_method: 'url',
  secure_redirect_url: 'https://localhost:3000/api/brick/secure?state=s',
}

describe('one-time tokens', () => {
  it('stand for a card for five minutes', async () => {
    const answer = await brick.tokenize()
    expect(answer).toMatchObject({
      type: 'token',
      active: 1,
      card: { type: 'Visa', last4: '4242', bin: '424242', exp_month: '12', exp_year: '2039' },
    })
    expect(answer.token).toMatch(/^ot_[0-9a-f]{32}$/)
    expect(answer.expires_in).toBeGreaterThan(290)
    await advance(301)
    expect((await brick.charge(answer.token)).json).toMatchObject({ type: 'Error', code: 3112 })
  })

  it('are given at the path of the live tokenizer too, and to pages of any site', async () => {
    const response = await fetch(`${sandbox.url}/api/token`, {
      method: 'POST',
      headers: { Origin: 'https://localhost:3000' },
      body: new URLSearchParams({
        public_key: project.brickPublicKey,
        'card[number]': '4000000000000002',
        'card[exp_month]': '1',
        'card[exp_year]': '39',
        'card[cvv]': '999',
      }),
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject({
      card: { last4: '0002', exp_month: '01', exp_year: '2039' },
    })
  })

  it.each([
    ['no public key', { public_key: '' }, 2111],
    ['another public key', { public_key: 't_other' }, 2111],
    ['no number', { 'card[number]': '' }, 224],
    ['a number that fails Luhn', { 'card[number]': '4242424242424241' }, 224],
    ['no month', { 'card[exp_month]': '' }, 223],
    ['month 13', { 'card[exp_month]': '13' }, 223],
    ['a past year', { 'card[exp_year]': '2020' }, 223],
    ['a short security code', { 'card[cvv]': '12' }, 225],
  ])('are refused for %s', async (_name, changes, code) => {
    expect(await brick.tokenize(changes)).toMatchObject({ type: 'Error', code })
  })

  it('are refused for an empty request', async () => {
    expect((await brick.call('/token', {}, '')).json).toMatchObject({ type: 'Error', code: 200 })
  })
})

describe.each(testCards)('test card $number, security code $cvv', ({ number, cvv, review, code }) => {
  it.each([
    ['without 3-D Secure', false],
    ['with 3-D Secure', true],
  ])('%s', async (_name, isSecure) => {
    const { token } = await brick.tokenize({ 'card[number]': number, 'card[cvv]': cvv })
    let { status, json } = await brick.charge(token, isSecure ? byUrl : {})
    if (isSecure && code === null) {
      const { secure_token, charge_id } = await answerBank(json.secure, 'approved')
      ;({ status, json } = await brick.charge(token, { ...byUrl, secure_token, charge_id }))
    }
    if (code !== null) {
      expect({ status, json }).toMatchObject({ status: 400, json: { type: 'Error', code } })
      expect(sandbox.shop.received).toEqual([])
      return
    }
    expect(json).toMatchObject({
      object: 'charge',
      amount: '9.99',
      captured: true,
      refunded: false,
      secure: false,
      risk: review === null ? 'approved' : 'pending',
    })
    await sandbox.shop.receives(1)
    await advance(121)
    const types = { accepted: [200, 201], declined: [200, 202] }
    expect(sentTypes()).toEqual(review === null ? [0] : types[review])
    const { json: after } = await brick.call(`/charge/${json.id}`, null)
    expect(after).toMatchObject(
      review === 'declined' ? { risk: 'declined', refunded: true } : { risk: 'approved', refunded: false },
    )
  })
})

describe('a risk review', () => {
  it.each([
    ['555', [200, 201]],
    ['556', [200, 202]],
  ])('with security code %s ends at once when the control API asks for the verdict', async (cvv, types) => {
    const { id } = await pay({}, { 'card[cvv]': cvv })
    await sandbox.shop.receives(1)
    expect((await sandbox.control('POST', `/payments/b${id}/review`)).status).toBe(200)
    await sandbox.shop.receives(2)
    expect(sentTypes()).toEqual(types)
    expect((await sandbox.control('POST', `/payments/b${id}/review`)).status).toBe(409)
    await advance(121)
    expect(sentTypes()).toEqual(types)
  })
})

describe('a charge', () => {
  it('notifies the shop about the order and user, with a reference whose first character hides the charge id', async () => {
    const charge = await pay()
    await sandbox.shop.receives(1)
    const pingback = Object.fromEntries(sandbox.shop.received[0]?.searchParams ?? [])
    expect(pingback).toMatchObject({ uid: 'u-1', goodsid: 'order-1', type: '0', slength: '', speriod: '' })
    expect(pingback.ref?.slice(1)).toBe(charge.id)
    expect(pingback).not.toHaveProperty('is_test')
    expect(charge).toMatchObject({ card: { last4: '4242', name: 'Ann Lee', type: 'Visa' }, test: 1 })
    expect(charge.card.token).toMatch(/^[0-9a-f]{32}$/)
  })

  it('names the payer by e-mail when there is no uid, and no order when there is no plan', async () => {
    await pay({ uid: '', plan: '' })
    await sandbox.shop.receives(1)
    expect(sandbox.shop.received[0]?.searchParams.get('uid')).toBe('buyer@example.com')
    expect(sandbox.shop.received[0]?.searchParams.has('goodsid')).toBe(false)
  })

  it('echoes custom values when the project is set so', async () => {
    await set({ customParameters: { custom: 'OWN' } })
    await pay({ 'custom[campaign]': 'spring' })
    await sandbox.shop.receives(1)
    expect(sandbox.shop.received[0]?.searchParams.get('custom[campaign]')).toBe('spring')
  })

  it.each([
    ['no key', '', 401, 4006],
    ['another key', 't_other', 401, 4007],
    ['the project secret', project.secretKey, 401, 4007],
  ])('is refused with %s', async (_name, key, status, code) => {
    const { token } = await brick.tokenize()
    expect(await brick.call('/charge', brick.chargeFields(token), key)).toMatchObject({
      status,
      json: { type: 'Error', code },
    })
  })

  it.each([
    ['no token', { token: '' }, 3008],
    ['no amount', { amount: '' }, 3008],
    ['no description', { description: '' }, 3008],
    ['neither fingerprint nor browser', { fingerprint: '' }, 3008],
    ['an unknown token', { token: 'ot_00000000000000000000000000000000' }, 3111],
    ['an amount that is none', { amount: 'ten' }, 3002],
    ['an unknown currency', { currency: 'XXX' }, 3002],
    ['too small an amount', { amount: '0.49' }, 3115],
    ['too large an amount', { amount: '500.01' }, 3116],
    ['a return address that is none', { ...byUrl, secure_redirect_url: 'javascript:1' }, 3008],
    ['no return address for a redirect', { ...byUrl, secure_redirect_url: '' }, 3008],
  ])('is refused with %s', async (_name, changes, code) => {
    const { token } = await brick.tokenize()
    expect((await brick.charge(token, changes)).json).toMatchObject({ type: 'Error', code })
    expect((await sandbox.control('GET', '/payments')).json).toEqual([])
  })

  it('takes an amount of more than nine digits, such as yen have', async () => {
    const { token } = await brick.tokenize()
    const { json } = await brick.charge(token, { amount: '2147483647', currency: 'JPY' })
    expect(json).toMatchObject({ object: 'charge', amount: '2147483647' })
  })

  it.each([
    ['no first name', { 'customer[firstname]': '' }, 3301, 'The first name is missing'],
    ['no last name', { 'customer[lastname]': '' }, 3302, 'The last name is missing'],
    ['no order', { plan: '' }, 3008, 'A required field is missing: plan'],
    ['no timestamp', { timestamp: '' }, 3008, 'A required field is missing: timestamp'],
  ])(
    'is made with %s, with a warning, and refused where the project is strict',
    async (_name, changes, code, warning) => {
      const timestamp = '1790000000'
      const charge = async () => brick.charge((await brick.tokenize()).token, { timestamp, ...changes })
      expect((await charge()).json).toMatchObject({ object: 'charge', captured: true })
      const { json: requests } = await sandbox.control('GET', '/requests?path=/api/brick/charge')
      expect(requests[0].warnings).toEqual([warning])
      await set({ strict: 'refuse' })
      expect((await charge()).json).toMatchObject({ type: 'Error', code })
      expect((await sandbox.control('GET', '/payments')).json).toHaveLength(1)
    },
  )

  it.each([
    ['de-AT,de;q=0.9,en;q=0.8', 'lang="de"', 'Bestätigen', '9,99\u00a0$', 'Sie haben die Zahlung bestätigt.'],
    ['es', 'lang="es"', 'Aprobar', '9,99\u00a0US$', 'Ha aprobado el pago.'],
    ['fr, en', 'lang="en"', 'Approve', 'US$9.99', 'You approved the payment.'],
  ])(
    'has a bank that speaks the language of the browser: %s',
    async (language, lang, button, amount, end) => {
      const headers = { 'Accept-Language': language }
      const { token } = await brick.tokenize()
      const { json } = await brick.charge(token, { ...byUrl, secure: '1' })
      const page = await (await fetch(json.secure.redirect, { headers })).text()
      for (const text of [lang, button, amount]) expect(page).toContain(text)
      const [, MD = '', PaReq = ''] = /3ds\/([^/]+)\/([^/]+)$/.exec(json.secure.redirect) ?? []
      const body = new URLSearchParams({ MD, PaReq, PaRes: 'approved' })
      const answered = await fetch(`${sandbox.url}/api/brick/secure-payment`, {
        method: 'POST',
        headers,
        body,
      })
      expect(await answered.text()).toContain(end)
    },
  )

  it('is made with a User Profile unlike the documentation, with a warning', async () => {
    const changes = { 'history[complaints]': 'some', timestamp: '1790000000' }
    await set({ strict: 'refuse' })
    expect((await brick.charge((await brick.tokenize()).token, changes)).json).toMatchObject({
      captured: true,
    })
    const { json: requests } = await sandbox.control('GET', '/requests?path=/api/brick/charge')
    expect(requests[0].warnings).toEqual(['history[complaints] must be a number.'])
  })

  it('is declined in the words that clients expect, or in those of the documentation', async () => {
    const declined = {
      code: 3010,
      error: 'The transaction was declined. Please use a different card or contact your bank',
    }
    expect(await pay({}, { 'card[cvv]': '333' })).toMatchObject(declined)
    await set({ declineWording: 'documentation' })
    const { error } = await pay({}, { 'card[cvv]': '333' })
    expect(error).toContain('The card issuer must approve')
  })

  it.each([
    ['a card that is no test card', '4111111111111111', 3101],
    ['a brand that is not supported', '30569309025904', 3103],
  ])('is refused with %s', async (_name, number, code) => {
    expect(await pay({}, { 'card[number]': number })).toMatchObject({ type: 'Error', code })
  })

  it('is made once for a token', async () => {
    const { token } = await brick.tokenize()
    const answers = await Promise.all(Array.from({ length: 5 }, () => brick.charge(token)))
    expect(answers.filter(({ json }) => json.object === 'charge')).toHaveLength(1)
    expect(answers.filter(({ json }) => json.code === 3205)).toHaveLength(4)
  })

  it('can be lost on the way back although it was made', async () => {
    await sandbox.control('POST', '/faults', {
      path: '/api/brick/charge',
      kind: 'reset',
      when: 'after',
      times: 1,
    })
    const { token } = await brick.tokenize()
    await expect(brick.charge(token)).rejects.toThrow()
    expect((await sandbox.control('GET', '/payments')).json).toHaveLength(1)
    expect((await brick.charge(token)).json).toMatchObject({ code: 3205 })
  })

  it('can come with a byte order mark before the JSON', async () => {
    await set({ byteOrderMark: true })
    const { token } = await brick.tokenize()
    const response = await fetch(`${sandbox.url}/api/brick/charge`, {
      method: 'POST',
      headers: { 'X-ApiKey': project.brickPrivateKey },
      body: new URLSearchParams(brick.chargeFields(token)),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  })
})

describe('3-D Secure', () => {
  it('leads to the bank by an address and back by a form that is posted to the shop', async () => {
    const { token } = await brick.tokenize()
    const { json } = await brick.charge(token, byUrl)
    expect(json.success).toBe(0)
    expect(json.secure.redirect).toMatch(/\/api\/brick\/redirect\/3ds\/[0-9a-f-]{36}\/[0-9a-f]+$/)
    const bank = await (await fetch(json.secure.redirect)).text()
    expect(bank).toContain('US$9.99')
    const back = await answerBank(json.secure, 'approved')
    expect(back.html).toContain('action="https://localhost:3000/api/brick/secure?state=s"')
    const { secure_token, charge_id } = back
    const { json: charge } = await brick.charge(token, { ...byUrl, secure_token, charge_id })
    expect(charge).toMatchObject({ object: 'charge', id: charge_id, secure: false })
    await set({ chargeSaysSecure: true })
    expect((await brick.call(`/charge/${charge_id}`, null)).json.secure).toBe(true)
  })

  it('comes as a form when no other way is asked for', async () => {
    const { json } = await brick.charge((await brick.tokenize()).token, { secure: '1' })
    expect(json.secure.formHTML).toMatch(
      /^<div><form action="[^"]+\/api\/brick\/secure-test-bank-page\?public_key=/,
    )
    for (const name of ['PaReq', 'MD', 'TermUrl']) expect(json.secure.formHTML).toContain(`name="${name}"`)
  })

  it('sends the buyer back with nothing to charge when the bank declines', async () => {
    const { token } = await brick.tokenize()
    const { json } = await brick.charge(token, byUrl)
    const { secure_token, charge_id } = await answerBank(json.secure, 'declined')
    expect((await brick.charge(token, { ...byUrl, secure_token, charge_id })).json).toMatchObject({
      code: 3012,
    })
    expect((await sandbox.control('GET', '/payments')).json).toEqual([])
  })

  it('tells the shop nothing when the buyer walks away', async () => {
    const { json } = await brick.charge((await brick.tokenize()).token, byUrl)
    const { html, secure_token } = await answerBank(json.secure, '')
    expect(html).toContain('You left without answering.')
    expect(secure_token).toBe('')
  })

  it.each([
    ['approved', { object: 'charge' }],
    ['declined', { code: 3012 }],
  ])('is answered by the bank itself when it is told to: %s', async (bankAnswers, outcome) => {
    await set({ bankAnswers })
    const { token } = await brick.tokenize()
    const { json } = await brick.charge(token, byUrl)
    const html = await (await fetch(json.secure.redirect)).text()
    expect(html).toContain('action="https://localhost:3000/api/brick/secure?state=s"')
    const [secure_token = '', charge_id = ''] = ['secure_token', 'charge_id'].map(
      (name) => new RegExp(`name="brick_${name}" value="([^"]+)"`).exec(html)?.[1] ?? '',
    )
    expect((await brick.charge(token, { ...byUrl, secure_token, charge_id })).json).toMatchObject(outcome)
  })

  it.each([
    { settings: { threeDSecure: 'never' }, rule: { asks: true, answers: 'approved' }, found: 'formHTML' },
    { settings: { threeDSecure: 'always' }, rule: { asks: false, answers: 'when asked' }, found: undefined },
  ])(
    'is asked for one order as the bank was told to, and for others by the settings: $rule',
    async ({ settings, rule, found }) => {
      await set(settings)
      const { plan } = (await sandbox.control('POST', '/bank', { plan: 'order-7', ...rule })).json
      const [told, other] = [await pay({ plan }), await pay({ plan: 'order-8' })]
      expect(Object.keys(Object(told.secure))[0]).toBe(found)
      expect('formHTML' in Object(other.secure)).toBe(settings.threeDSecure === 'always')
    },
  )

  it('is answered for one order as the bank was told to', async () => {
    await sandbox.control('POST', '/bank', { plan: 'order-7', asks: true, answers: 'declined' })
    const answers: boolean[] = []
    for (const plan of ['order-7', 'order-8']) {
      const { json } = await brick.charge((await brick.tokenize()).token, { ...byUrl, plan })
      answers.push((await (await fetch(json.secure.redirect)).text()).includes('Leave without answering'))
    }
    expect(answers).toEqual([false, true])
  })

  it('waits for the payer unless the bank is told to answer by itself', async () => {
    const { json } = await brick.charge((await brick.tokenize()).token, byUrl)
    expect(await (await fetch(json.secure.redirect)).text()).toContain('Leave without answering')
    expect((await set({ bankAnswers: 'perhaps' })).status).toBe(400)
  })

  it.each([
    ['another secure token', { secure_token: 'x' }, 3112],
    ['another charge id', { charge_id: '1' }, 3112],
    ['another amount', { amount: '1.00' }, 3012],
    ['another order', { plan: 'order-2' }, 3012],
  ])('is not passed with %s', async (_name, changes, code) => {
    const { token } = await brick.tokenize()
    const { json } = await brick.charge(token, byUrl)
    const { secure_token, charge_id } = await answerBank(json.secure, 'approved')
    const second = { ...byUrl, secure_token, charge_id, ...changes }
    expect((await brick.charge(token, second)).json).toMatchObject({ code })
  })

  it('is passed once: a repeated second charge is a duplicate', async () => {
    const { token } = await brick.tokenize()
    const { json } = await brick.charge(token, byUrl)
    const { secure_token, charge_id } = await answerBank(json.secure, 'approved')
    const second = { ...byUrl, secure_token, charge_id }
    const answers = await Promise.all([brick.charge(token, second), brick.charge(token, second)])
    expect(answers.filter((answer) => answer.json.object === 'charge')).toHaveLength(1)
    expect(answers.filter((answer) => answer.json.code === 3205)).toHaveLength(1)
  })

  it('is passed once with a stored card too', async () => {
    const { card } = await pay()
    const { json } = await brick.charge(card.token, byUrl)
    const { secure_token, charge_id } = await answerBank(json.secure, 'approved')
    const second = { ...byUrl, secure_token, charge_id }
    expect((await brick.charge(card.token, second)).json).toMatchObject({ object: 'charge', id: charge_id })
    expect((await brick.charge(card.token, second)).json).toMatchObject({ code: 3205 })
  })

  it('comes too late when the token died at the bank', async () => {
    const { token } = await brick.tokenize()
    const { json } = await brick.charge(token, byUrl)
    await advance(301)
    const { secure_token, charge_id } = await answerBank(json.secure, 'approved')
    expect((await brick.charge(token, { ...byUrl, secure_token, charge_id })).json).toMatchObject({
      code: 3112,
    })
  })

  it('may be asked for by the provider, and spared for a device it knows', async () => {
    await set({ threeDSecure: 'always' })
    expect((await pay()).secure).toHaveProperty('formHTML')
    await set({ frictionless: true })
    const { json: device } = await brick.call('/device', {}, '')
    await set({ chargeSaysSecure: true })
    expect(await pay({ reference_id: device.reference_id })).toMatchObject({ object: 'charge', secure: true })
    expect((await pay({ reference_id: 'invented' })).secure).toHaveProperty('formHTML')
  })
})

describe('after the sale', () => {
  it('captures an authorised charge, and says so to the shop', async () => {
    const charge = await pay({ 'options[capture]': '0' })
    expect(charge).toMatchObject({ captured: false })
    expect((await brick.call(`/charge/${charge.id}/capture`, {})).json).toMatchObject({ captured: true })
    await sandbox.shop.receives(1)
    expect(sentTypes()).toEqual([0])
    expect((await brick.call(`/charge/${charge.id}/capture`, {})).json).toMatchObject({ code: 3203 })
  })

  it('may tell the shop of the payment when it is authorised', async () => {
    await set({ captureSends: false })
    const charge = await pay({ 'options[capture]': '0' })
    await sandbox.shop.receives(1)
    await brick.call(`/charge/${charge.id}/capture`, {})
    expect(sentTypes()).toEqual([0])
  })

  it('voids an authorised charge, and only that', async () => {
    const charge = await pay({ 'options[capture]': '0' })
    expect((await brick.call(`/charge/${charge.id}/void`, {})).json).toMatchObject({ captured: false })
    await sandbox.shop.receives(1)
    expect(sentTypes()).toEqual([203])
    expect((await brick.call(`/charge/${(await pay()).id}/void`, {})).json).toMatchObject({ code: 3202 })
  })

  it('gives up a hold after seven days', async () => {
    const charge = await pay({ 'options[capture]': '0' })
    await advance(6.9 * 86_400)
    expect(sandbox.shop.received).toEqual([])
    await advance(0.2 * 86_400)
    expect(sentTypes()).toEqual([203])
    expect((await brick.call(`/charge/${charge.id}/capture`, {})).json).toMatchObject({ code: 3206 })
  })

  it('refunds once, and says so to the shop', async () => {
    const charge = await pay()
    const { json } = await brick.call(`/charge/${charge.id}/refund`, { id: charge.id })
    expect(json).toMatchObject({ id: charge.id, refunded: true })
    await sandbox.shop.receives(2)
    expect(sentTypes().sort()).toEqual([0, 2])
    expect((await brick.call(`/charge/${charge.id}/refund`, {})).json).toMatchObject({ code: 3201 })
  })

  it('refunds nothing that was not captured', async () => {
    const charge = await pay({ 'options[capture]': '0' })
    expect((await brick.call(`/charge/${charge.id}/refund`, {})).json).toMatchObject({ code: 3204 })
  })

  it('answers the details of a charge to GET and POST, with and without a slash', async () => {
    const charge = await pay()
    for (const [path, fields] of [
      [`/charge/${charge.id}`, null],
      [`/charge/${charge.id}/`, null],
      [`/charge/${charge.id}`, {}],
    ] as const) {
      expect((await brick.call(path, fields)).json).toMatchObject({ object: 'charge', id: charge.id })
    }
    expect(await brick.call('/charge/404', null)).toMatchObject({ status: 404, json: { code: 3000 } })
    expect(await brick.call('/nothing', null)).toMatchObject({ status: 404, json: { code: 4004 } })
  })

  it('charges a stored card again without a fingerprint', async () => {
    const { card } = await pay()
    const again = { fingerprint: '', 'customer[firstname]': '', 'customer[lastname]': '' }
    const { json } = await brick.charge(card.token, again)
    expect(json).toMatchObject({
      object: 'charge',
      card: { token: card.token, last4: '4242', name: 'Ann Lee' },
    })
    await sandbox.control('DELETE', `/tokens/${card.token}`)
    expect((await brick.charge(card.token, again)).json).toMatchObject({ code: 3114 })
  })

  it('makes a one-time token from a stored card and its security code', async () => {
    const { card } = await pay()
    const answer = await brick.tokenize({ 'card[number]': '', 'card[token]': card.token })
    expect(answer.token).toMatch(/^ot_/)
    expect((await brick.charge(answer.token)).json).toMatchObject({ object: 'charge' })
  })

  it('stores no card unless asked', async () => {
    expect((await pay({ store_card: '0' })).card).not.toHaveProperty('token')
  })
})

it('signs test pingbacks with the Brick test key when the project is set so', async () => {
  await set({ pingbackSecret: 'brick-test', brickIsTest: true })
  await pay()
  await sandbox.shop.receives(1)
  expect(sandbox.shop.received[0]?.searchParams.get('is_test')).toBe('1')
  const { json } = await sandbox.control('GET', '/pingbacks')
  expect(json[0].status).toBe('acknowledged')
})

it('keeps neither card number nor security code, in memory or on disk', async () => {
  await pay({}, { 'card[cvv]': '9731' })
  await pay({}, { 'card[number]': '4000 0000 0000 0002' })
  await sandbox.shop.receives(2)
  sandbox.emulator.store.flush()
  const stored = readFileSync(join(sandbox.dataDirectory, 'sandbox.json'), 'utf8')
  const { json: state } = await sandbox.control('GET', '/state')
  for (const text of [stored, JSON.stringify(state)]) {
    expect(text).toContain('424242')
    expect(text.replaceAll(' ', '')).not.toMatch(/4242424242424242|4000000000000002/)
    // A word of its own: a time or a random reference may hold the same digits.
    expect(text).not.toMatch(/(?<![\w.-])9731(?![\w-])/)
  }
})
