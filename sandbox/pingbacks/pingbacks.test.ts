import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lastValue, parseParameters } from '../core/parameters'
import { baseString, digest } from '../core/signature'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'
import { type Answer, answerOk, answerWith } from '../testing/shop'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

const halfAnHour = 1800

async function pay(changes: object = {}) {
  const { json } = await sandbox.control('POST', '/payments', {
    uid: 'u-1',
    goodsId: 'order-1',
    amount: '9.99',
    currency: 'USD',
    ...changes,
  })
  return json
}

const set = (settings: object) => sandbox.control('PATCH', '/settings', settings)
const advance = (seconds: number) => sandbox.control('POST', '/clock', { advance: seconds })
const last = () => Object.fromEntries(sandbox.shop.received.at(-1)?.searchParams ?? [])

describe('retries', () => {
  const refusals: [string, Answer][] = [
    ['an error', answerWith(500, 'OK')],
    ['another success status', answerWith(201, 'OK')],
    ['a redirect', answerWith(302, 'OK', { Location: '/elsewhere' })],
    ['lower case', answerWith(200, 'ok')],
    ['a line end', answerWith(200, 'OK\n')],
    ['a byte order mark', answerWith(200, '\uFEFFOK')],
    ['HTML', answerWith(200, '<p>OK</p>')],
    ['nothing', answerWith(200, '')],
    ['a broken connection', (request) => request.socket.destroy()],
  ]

  it.each(refusals)('happen after %s', async (_name, answer) => {
    sandbox.shop.answer(answer)
    const { pingback } = await pay()
    expect(pingback.status).toBe('sending')
    expect(pingback.attempts).toHaveLength(1)

    sandbox.shop.answer(answerOk)
    await advance(halfAnHour - 5)
    expect(sandbox.shop.received).toHaveLength(1)
    await advance(10)
    expect(sandbox.shop.received).toHaveLength(2)
    expect(sandbox.shop.received[1]?.search).toBe(sandbox.shop.received[0]?.search)

    await advance(10 * halfAnHour)
    expect(sandbox.shop.received).toHaveLength(2)
  })

  it('happen after no answer in time', async () => {
    await sandbox.control('PATCH', '/settings', { answerTimeoutSeconds: 0.2 })
    sandbox.shop.answer(() => undefined)
    const { pingback } = await pay()
    expect(pingback.attempts[0].error).toBe('No answer within 0.2 s')
    expect(pingback.nextAttemptAt - pingback.attempts[0].at).toBe(halfAnHour * 1000)
  })

  it('arrive every 30 minutes, without end', async () => {
    sandbox.shop.answer(answerWith(503, ''))
    await pay()
    await advance(3 * halfAnHour + 10)
    const { json: attempts } = await sandbox.control('GET', '/attempts')
    const gaps = attempts
      .slice(1)
      .map((attempt: { at: number }, index: number) => Math.round((attempt.at - attempts[index].at) / 60_000))
    expect(gaps).toEqual([30, 30, 30])
  })

  it('do not pile up in one long jump', async () => {
    sandbox.shop.answer(answerWith(503, ''))
    await pay()
    await advance(365 * 86_400)
    expect(sandbox.shop.received.length).toBeLessThan(15)
    sandbox.shop.answer(answerOk)
    await sandbox.control('POST', '/pingbacks/retry', {})
    expect((await sandbox.control('GET', '/pingbacks?status=sending')).json).toEqual([])
  })

  it('can be asked for now', async () => {
    sandbox.shop.answer(answerWith(503, ''))
    await pay()
    sandbox.shop.answer(answerOk)
    const { json } = await sandbox.control('POST', '/pingbacks/retry', {})
    expect(json.answers).toEqual({ '200 OK': 1 })
  })

  it('run by themselves on a faster clock', async () => {
    sandbox.shop.answer(answerWith(503, ''))
    await sandbox.control('POST', '/clock', { scale: 36_000 })
    await pay()
    await sandbox.shop.receives(3)
    expect(sandbox.shop.received.length).toBeGreaterThanOrEqual(3)
  })
})

describe('pingbacks on request', () => {
  it('repeat a message at once from many connections', async () => {
    const { payment } = await pay()
    const { json } = await sandbox.control('POST', '/pingbacks', {
      ref: payment.ref,
      type: 0,
      times: 50,
      parallel: 50,
    })
    expect(json.answers).toEqual({ '200 OK': 50 })
    const distinct = new Set(sandbox.shop.received.map(({ search }) => search))
    expect(distinct.size).toBe(1)
  })

  it('can carry any type, reason and further parameters, signed', async () => {
    const { payment } = await pay()
    await sandbox.control('POST', '/pingbacks', {
      ref: payment.ref,
      type: 2,
      reason: 10,
      extra: { merchant_refund_id: 'r-1' },
    })
    expect(last()).toMatchObject({ type: '2', reason: '10', merchant_refund_id: 'r-1', ref: payment.ref })
  })

  it('take back what a membership paid for with a negative length', async () => {
    const { payment } = await pay({ period: { length: 1, unit: 'month' } })
    expect(last()).toMatchObject({ slength: '1', speriod: 'month', type: '0' })
    await sandbox.control('POST', `/payments/${payment.ref}/refund`, { reason: 9 })
    expect(last()).toMatchObject({ slength: '-1', speriod: 'month', type: '2', reason: '9' })
  })

  it('say how much was refunded when it is a part', async () => {
    const { payment } = await pay()
    await sandbox.control('POST', `/payments/${payment.ref}/refund`, { amount: '2.50' })
    expect(last()).toMatchObject({ type: '220', refund_amount: '2.50' })
  })

  it.each([
    ['a corrupt signature', { signature: 'corrupt' }, (sent: URLSearchParams) => sent.has('sig')],
    ['no signature', { signature: 'missing' }, (sent: URLSearchParams) => !sent.has('sig')],
    ['a missing name', { omit: ['uid'] }, (sent: URLSearchParams) => !sent.has('uid')],
    [
      'another user, signed',
      { override: { uid: 'u-2' } },
      (sent: URLSearchParams) => sent.get('uid') === 'u-2',
    ],
    [
      'another user, unsigned',
      { tamper: { uid: 'u-2' } },
      (sent: URLSearchParams) => sent.get('uid') === 'u-2',
    ],
    ['a repeated name', { append: 'uid=u-3' }, (sent: URLSearchParams) => sent.getAll('uid').length === 2],
    ['version 1', { signVersion: 1 }, (sent: URLSearchParams) => !sent.has('sign_version')],
  ])('can be disturbed: %s', async (_name, disturbance, isDisturbed) => {
    const { payment } = await pay()
    sandbox.shop.answer(answerWith(403, 'NOK'))
    const { json } = await sandbox.control('POST', '/pingbacks', {
      ref: payment.ref,
      type: 0,
      ...disturbance,
    })
    expect(json.answers).toEqual({ '403 NOK': 1 })
    expect(json.sent[0].status).toBe('not retried')
    const sent = sandbox.shop.received.at(-1)?.searchParams ?? new URLSearchParams()
    expect(isDisturbed(sent)).toBe(true)
  })

  it('can be signed with the Brick test key', async () => {
    const signature = async () => {
      await pay({ api: 'brick', ref: undefined })
      return last()
    }
    const { sig: first, ref } = await signature()
    await sandbox.control('PATCH', '/settings', { pingbackSecret: 'brick-test' })
    const resent = await sandbox.control('POST', '/pingbacks', { ref, type: 0 })
    expect(resent.status).toBe(201)
    expect(last().sig).not.toBe(first)
  })
})

describe('the address', () => {
  const arrived = () => {
    const { pathname, search } = sandbox.shop.received.at(-1) ?? new URL('http://none')
    return pathname + search
  }
  const signatureFits = () => {
    const sent = parseParameters(sandbox.shop.received.at(-1)?.search.slice(1) ?? '')
    return lastValue(sent, 'sig') === digest(baseString(sent, 'sig'), project.secretKey, 3)
  }
  const listener = '/?wc-api=paymentwall_gateway&action=ipn'

  it("is the project's own, its path and its query kept and signed", async () => {
    await set({ pingbackUrl: sandbox.shop.url + listener })
    await pay()
    expect(arrived()).toMatch(/^\/\?wc-api=paymentwall_gateway&action=ipn&uid=u-1&goodsid=order-1&/)
    expect(signatureFits()).toBe(true)
    await set({ pingbackSignsQuery: false })
    await pay()
    expect(arrived()).toContain('action=ipn&uid=u-1')
    expect(signatureFits()).toBe(false)
  })

  it.each([
    ['/hook', '/hook?uid='],
    ['/hook?', '/hook?uid='],
    ['/hook?a=1&', '/hook?a=1&uid='],
    ['/hook/%41?q=%20+%C3%A9#top', '/hook/%41?q=%20+%C3%A9&uid='],
  ])('%s is called as it is', async (path, begins) => {
    await set({ pingbackUrl: sandbox.shop.url + path })
    await pay()
    expect(arrived().startsWith(begins)).toBe(true)
    expect(signatureFits()).toBe(true)
  })

  it("is the payment's own where its call names one, for every later message too", async () => {
    await set({ pingbackUrl: `${sandbox.shop.url}/project` })
    const { payment } = await pay({ own: { pingback_url: `${sandbox.shop.url}/own?order=1` } })
    expect(arrived()).toContain('/own?order=1&uid=')
    await sandbox.control('POST', `/payments/${payment.ref}/refund`, {})
    expect(arrived()).toContain('/own?order=1&uid=')
    await set({ paymentPingbackUrl: false })
    await sandbox.control('POST', '/pingbacks', { ref: payment.ref, type: 0 })
    expect(arrived()).toContain('/project?uid=')
  })

  it("is the project's when the payment names none that can be called", async () => {
    await pay({ own: { pingback_url: 'javascript:alert(1)' } })
    expect(arrived()).toContain('/api/pingback?uid=')
    expect((await set({ pingbackUrl: 'shop.example/hook' })).status).toBe(400)
  })
})

it('bears the emulated time as its date', async () => {
  const dates: (string | undefined)[] = []
  sandbox.shop.answer((request, response) => {
    dates.push(request.headers.date)
    answerOk(request, response)
  })
  await advance(90 * 86_400)
  const { payment } = await pay()
  expect(Math.abs(Date.parse(dates[0] ?? '') - payment.createdAt)).toBeLessThan(86_400_000)
})

it('adds up what was refunded in parts', async () => {
  const { payment } = await pay()
  await sandbox.control('POST', `/payments/${payment.ref}/refund`, { amount: '2.50' })
  await sandbox.control('POST', `/payments/${payment.ref}/refund`, { amount: '1' })
  expect((await sandbox.control('GET', `/payments/${payment.ref}`)).json.refundedAmount).toBe('3.50')
})

describe('a reset', () => {
  it('ends a jump of the clock that is still under way', async () => {
    sandbox.shop.answer(() => undefined)
    await pay({ wait: false })
    await sandbox.shop.receives(1)
    const jump = advance(365 * 86_400)
    await sandbox.control('POST', '/reset')
    await jump
    const { json: clock } = await sandbox.control('GET', '/clock')
    expect(clock.now - Date.now()).toBeLessThan(86_400_000)
  })

  it('forgets payments and gives no reference twice', async () => {
    const { payment } = await pay()
    await sandbox.control('POST', '/reset')
    expect((await sandbox.control('GET', '/payments')).json).toEqual([])
    const again = await pay()
    expect(again.payment.ref).not.toBe(payment.ref)
  })
})

describe('the control API', () => {
  it.each([
    ['POST', '/payments', { uid: 'u' }, 'amount'],
    ['POST', '/payments', { uid: 'u', amount: '1.00', currency: 'USD' }, 'goodsId, credits or cart'],
    ['PATCH', '/settings', { retryMinutes: -1 }, 'retryMinutes'],
    ['PATCH', '/settings', { colour: 'red' }, 'colour'],
    ['PATCH', '/settings', { customParameters: { 'a b': 'OWN' } }, 'letters, digits'],
    ['POST', '/faults', { path: '/api', kind: 'explode' }, 'kind'],
    ['POST', '/pingbacks', {}, 'type'],
    ['POST', '/clock', { advance: 1e300 }, 'advance'],
  ])('says what is wrong with %s %s %j', async (method, path, body, expected) => {
    const { status, json } = await sandbox.control(method, path, body)
    expect(status).toBe(400)
    expect(json.error).toContain(expected)
  })

  it.each([
    ['GET', ''],
    ['GET', '/nonsense'],
    ['POST', '/nonsense/deeper'],
    ['DELETE', '/payments'],
    ['GET', '/payments/%'],
    ['GET', '/payments/none'],
    ['PUT', '/settings'],
  ])('answers %s %s, which it does not have, in JSON', async (method, path) => {
    const response = await fetch(`${sandbox.url}/control${path}`, { method })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ error: expect.stringMatching(/^There is no (call|payment) /) })
  })

  it('cannot be called by the pages of other sites', async () => {
    const response = await fetch(`${sandbox.url}/control/reset`, {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'cross-site' },
    })
    expect(response.status).toBe(403)
    expect(await response.json()).toHaveProperty('error')
  })

  it('never shows the secret in a pingback', async () => {
    const { pingback } = await pay()
    expect(JSON.stringify(pingback)).not.toContain(project.secretKey)
  })
})
