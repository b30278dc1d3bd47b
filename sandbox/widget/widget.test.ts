import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { baseString, digest } from '../core/signature'
import { project, type Sandbox, startSandbox, widgetPath } from '../testing/sandbox'
import { answerWith } from '../testing/shop'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

async function open(changes: Record<string, string | undefined> = {}) {
  const response = await fetch(sandbox.url + widgetPath(changes))
  const html = await response.text()
  const action = /action="(\/widget\/[0-9a-f]+)\//.exec(html)?.[1] ?? ''
  return { status: response.status, html, action }
}

function press(path: string, fields: Record<string, string> = { ps: 'test' }) {
  return fetch(sandbox.url + path, { method: 'POST', body: new URLSearchParams(fields) })
}

const clubTrial = {
  ag_type: 'subscription',
  ag_period_length: '7',
  ag_period_type: 'day',
  ag_recurring: '1',
  ag_trial: '1',
  ag_post_trial_external_id: 'plan-m',
  ag_post_trial_name: 'Club',
  ag_post_trial_period_length: '6',
  ag_post_trial_period_type: 'month',
  post_trial_amount: '24.00',
  post_trial_currencyCode: 'EUR',
}

describe('the payment page', () => {
  it('shows product, price and the test method', async () => {
    const { status, html } = await open()
    expect(status).toBe(200)
    expect(html).toContain('Gold Membership')
    expect(html).toContain('US$9.99')
    expect(html).toContain('Test Payment Method')
  })

  it('leaves no choice where the call names its method, as a uni widget does', async () => {
    for (const widget of ['pw_1', 'p2_1']) {
      const { html, action } = await open({ ps: 'test', widget })
      expect(html).not.toContain('type="radio"')
      expect(html).toContain('Pay with <strong>Test Payment Method</strong>')
      expect(html).toContain('<input type="hidden" name="ps" value="test"/>')
      expect(await (await press(`${action}/buy`)).text()).toContain('Payment accepted')
    }
  })

  it.each([
    ['DE', ['Klarna (Sofort)'], ['iDEAL', 'Boleto']],
    ['NL', ['iDEAL', 'Klarna (Sofort)'], ['EPS']],
    ['BR', ['Boleto', 'Hipercard Brazil'], ['iDEAL']],
  ])('offers the methods of the country %s', async (country_code, offered, hidden) => {
    const { html } = await open({ country_code, lang: 'en' })
    for (const name of ['Credit Card', ...offered]) expect(html).toContain(`<span>${name}</span>`)
    for (const name of hidden) expect(html).not.toContain(`<span>${name}</span>`)
  })

  it('takes the country that the project is set to where the call names none', async () => {
    await sandbox.control('PATCH', '/settings', { buyerCountry: 'NL' })
    expect((await open()).html).toContain('iDEAL')
  })

  it.each([
    ['de', {}, ['lang="de"', 'Zahlungsart', 'Kaufen', '9,99 $', 'Eine Zahlung.']],
    ['es', {}, ['lang="es"', 'Método de pago', 'Comprar', '9,99 US$', 'Un solo pago.']],
    ['en', { country_code: 'AT' }, ['lang="en"', 'Payment method', 'Buy']],
    ['fr', { country_code: 'DE' }, ['lang="en"', 'Payment method']],
    [undefined, { country_code: 'AT' }, ['lang="de"', 'Kaufen']],
    [undefined, { country_code: 'MX' }, ['lang="es"', 'Comprar']],
  ])('is in the language %s with %j', async (lang, changes, texts) => {
    const { html } = await open({ lang, ...changes })
    for (const text of texts) expect(html).toContain(text)
  })

  it.each([
    ['de', 'Probezeit: 7 Tage. Danach Club für 24,00 € alle 6 Monate, bis Sie kündigen.'],
    ['es', 'Prueba de 7 días; después, Club por 24,00 € cada 6 meses hasta que cancele.'],
  ])('states the terms of a trial in the language %s', async (lang, terms) => {
    expect((await open({ lang, ...clubTrial })).html).toContain(terms)
  })

  it('speaks one language from the first page to the last', async () => {
    const { action } = await open({ lang: 'de' })
    expect(await (await press(`${action}/fail`)).text()).toContain('Die Zahlung ist fehlgeschlagen')
    expect(await (await press(`${action}/close`)).text()).toContain('Sie haben die Zahlung geschlossen.')
    await press(`${action}/reopen`)
    expect(await (await press(`${action}/buy`)).text()).toContain('Zahlung angenommen.')
  })

  it('offers the test method on a live project only in test mode', async () => {
    await sandbox.control('PATCH', '/settings', { isLive: true })
    expect((await open()).html).not.toContain('Test Payment Method')
    expect((await open({ test_mode: '1' })).html).toContain('Test Payment Method')
  })

  it('states the terms of a trial', async () => {
    const { html } = await open(clubTrial)
    expect(html).toContain('Trial for 7 days, then Club for €24.00 every 6 months until you cancel.')
  })

  it('refuses an altered call with the documented sentence and shows the base string', async () => {
    const response = await fetch(sandbox.url + widgetPath().replace('amount=9.99', 'amount=0.99'))
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(html).toContain("It looks like you're not authorized to view this content.")
    expect(html).toContain('amount=0.99currencyCode=USD')
    expect(html).not.toContain(project.secretKey)
  })

  it('refuses with the status that the project is set to', async () => {
    await sandbox.control('PATCH', '/settings', { widgetRefusalStatus: 403 })
    expect((await open({ key: 'x' })).status).toBe(403)
    expect((await sandbox.control('PATCH', '/settings', { widgetRefusalStatus: 302 })).status).toBe(400)
  })

  it('lets pass with a warning what only a table demands, and refuses it where the project is strict', async () => {
    const changes = { email: undefined, timestamp: undefined }
    const { html } = await open(changes)
    expect(html).toContain('Gold Membership')
    expect(html).toContain('email is missing.')
    const warnings = async () => (await sandbox.control('GET', '/requests')).json.at(-1).warnings
    expect(await warnings()).toEqual([
      'email is missing.',
      'timestamp is missing.',
      expect.stringContaining('does not lead to the shop'),
    ])

    await sandbox.control('PATCH', '/settings', { strict: 'refuse' })
    expect((await open(changes)).html).toContain('incomplete data')
    expect(await warnings()).toEqual([])
  })

  it.each(['POST', 'PUT', 'DELETE'])('is not called with %s', async (method) => {
    expect((await fetch(sandbox.url + widgetPath(), { method })).status).toBe(405)
  })

  it('also answers at the path with a slash', async () => {
    const path = widgetPath().replace('/api/subscription?', '/api/subscription/?')
    expect((await fetch(sandbox.url + path)).status).toBe(200)
  })

  it('warns when the return address is not in the shop', async () => {
    expect((await open()).html).toContain('does not lead to the shop')
    const home = await open({ success_url: `${sandbox.shop.url}/thanks` })
    expect(home.html).not.toContain('does not lead to the shop')
  })

  it('links to no address but http and https', async () => {
    const { action } = await open({ success_url: 'javascript:alert(1)' })
    expect(await (await press(`${action}/buy`)).text()).not.toContain('href="javascript')
  })
})

describe('a call of another API', () => {
  const callAt = async (path: string, changes: Record<string, string | undefined>) => {
    const response = await fetch(sandbox.url + widgetPath(changes).replace('/api/subscription', path))
    return { status: response.status, html: await response.text() }
  }
  const unpriced = Object.fromEntries(
    ['amount', 'currencyCode', 'ag_name', 'ag_external_id', 'ag_type'].map((name) => [name, undefined]),
  )

  it.each([
    ['/api', 'no offers'],
    ['/api/', 'no offers'],
    ['/api/subscription', 'does not store products'],
  ])('%s is told in a sentence that it is not covered', async (path, sentence) => {
    const { status, html } = await callAt(path, unpriced)
    expect(status).toBe(200)
    expect(html).toContain('The emulator does not cover this call.')
    expect(html).toContain(sentence)
  })

  it.each([
    ['/api/ps', 'Virtual Currency'],
    ['/api/cart', 'Cart'],
  ])('%s is refused where the project has another API', async (path, api) => {
    const { html } = await callAt(path, unpriced)
    expect(html).toContain(
      `${path} belongs to ${api}, but the project’s API is Digital Goods: call /api/subscription`,
    )
  })

  it.each(['/api/ps', '/api/cart', '/api'])(
    '%s is not authorised without a right signature',
    async (path) => {
      const { html } = await callAt(path, { ...unpriced, key: 'x' })
      expect(html).toContain("It looks like you're not authorized to view this content.")
    },
  )

  it('is shown at the path of offer widgets when it bears a product and its price', async () => {
    expect((await callAt('/api/', { widget: 'w1' })).html).toContain('Gold Membership')
  })
})

describe('Buy', () => {
  it('makes a payment, notifies the shop with a signed pingback and offers the way back', async () => {
    const { action } = await open()
    const page = await (await press(`${action}/buy`)).text()
    await sandbox.shop.receives(1)

    const sent = [...(sandbox.shop.received[0]?.searchParams ?? [])]
    const pingback = Object.fromEntries(sent)
    expect(sandbox.shop.received[0]?.pathname).toBe('/api/pingback')
    expect(pingback).toMatchObject({
      uid: 'u-1001',
      goodsid: 'order-77',
      slength: '',
      speriod: '',
      type: '0',
      is_test: '1',
      sign_version: '3',
    })
    expect(pingback.ref).toMatch(/^t\d{10}$/)
    expect(pingback.sig).toBe(digest(baseString(sent, 'sig'), project.secretKey, 3))
    expect(page).toContain(`href="https://shop.example/thanks?ref=${pingback.ref}" target="_top"`)
    expect(page).toContain('paymentSuccess')
  })

  it('notifies the address that the call names', async () => {
    const { action } = await open({ pingback_url: `${sandbox.shop.url}/own?shop=2` })
    await press(`${action}/buy`)
    await sandbox.shop.receives(1)
    expect(sandbox.shop.received[0]?.pathname).toBe('/own')
    expect(sandbox.shop.received[0]?.search).toMatch(/^\?shop=2&uid=u-1001&/)
  })

  it('pays once however often it is pressed', async () => {
    const { action } = await open()
    await Promise.all(Array.from({ length: 8 }, () => press(`${action}/buy`)))
    await press(`${action}/fail`)
    const { json: payments } = await sandbox.control('GET', '/payments')
    expect(payments).toHaveLength(1)
    expect(payments[0].status).toBe('paid')
  })

  it('does not wait for a shop that takes its time', async () => {
    sandbox.shop.answer(() => undefined)
    const { action } = await open()
    const page = await press(`${action}/buy`)
    expect(await page.text()).toContain('Payment accepted')
    const { json } = await sandbox.control('GET', '/pingbacks')
    expect(json[0]).toMatchObject({ status: 'sending', attempts: [] })
  })

  it('never gives two payments of one second the same reference', async () => {
    const pages = await Promise.all(Array.from({ length: 12 }, () => open()))
    await Promise.all(pages.map(({ action }) => press(`${action}/buy`)))
    const { json: payments } = await sandbox.control('GET', '/payments')
    const refs = payments.map(({ ref }: { ref: string }) => ref)
    expect(new Set(refs).size).toBe(12)
    for (const ref of refs) expect(ref).toMatch(/^t\d{10,}$/)
  })

  it('sends version 2 and custom parameters as the project is set', async () => {
    await sandbox.control('PATCH', '/settings', {
      pingbackVersion: 2,
      customParameters: { price: 'PRODUCT_PRICE', price_currency: 'PRODUCT_CURRENCY_CODE', campaign: 'OWN' },
    })
    const { action } = await open({ campaign: 'spring' })
    await press(`${action}/buy`)
    await sandbox.shop.receives(1)
    const sent = [...(sandbox.shop.received[0]?.searchParams ?? [])]
    const pingback = Object.fromEntries(sent)
    expect(pingback).toMatchObject({
      price: '9.99',
      price_currency: 'USD',
      campaign: 'spring',
      sign_version: '2',
    })
    expect(pingback.sig).toBe(digest(baseString(sent, 'sig'), project.secretKey, 2))
  })

  it('takes only a method that the page offers', async () => {
    const { action } = await open()
    expect((await press(`${action}/buy`, { ps: 'cc' })).status).toBe(400)
    expect((await sandbox.control('GET', '/payments')).json).toEqual([])
  })

  it('makes a real-looking payment on a live project', async () => {
    await sandbox.control('PATCH', '/settings', { isLive: true })
    const { action } = await open()
    await press(`${action}/buy`, { ps: 'cc' })
    await sandbox.shop.receives(1)
    const pingback = Object.fromEntries(sandbox.shop.received[0]?.searchParams ?? [])
    expect(pingback.ref).toMatch(/^b\d+$/)
    expect(pingback).not.toHaveProperty('is_test')
  })

  it('is refused from a page of another site', async () => {
    const { action } = await open()
    const response = await fetch(`${sandbox.url}${action}/buy`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
      body: new URLSearchParams({ ps: 'test' }),
    })
    expect(response.status).toBe(403)
    expect((await sandbox.control('GET', '/payments')).json).toEqual([])
  })
})

describe('Fail and Close', () => {
  it('says that nothing was charged and lets the buyer try again', async () => {
    const { action } = await open()
    const failed = await (await press(`${action}/fail`)).text()
    expect(failed).toContain('The payment failed and nothing was charged.')
    expect(sandbox.shop.received).toEqual([])
    expect(await (await press(`${action}/buy`)).text()).toContain('Payment accepted')
  })

  it('closes without a payment and can be opened again', async () => {
    const { action } = await open()
    expect(await (await press(`${action}/close`)).text()).toContain(
      'You closed the payment. Nothing was charged.',
    )
    expect(await (await press(`${action}/reopen`)).text()).toContain('Gold Membership')
    expect((await sandbox.control('GET', '/payments')).json).toEqual([])
  })
})

it('answers with an error when told to', async () => {
  await sandbox.control('POST', '/faults', {
    path: '/api/subscription',
    kind: 'status',
    status: 502,
    times: 1,
  })
  expect((await fetch(sandbox.url + widgetPath())).status).toBe(502)
  expect((await fetch(sandbox.url + widgetPath())).status).toBe(200)
  await sandbox.control('POST', '/faults', { path: '/api/subscription', kind: 'reset', times: 1 })
  await expect(fetch(sandbox.url + widgetPath())).rejects.toThrow()
})

it('shows a payment with the answers of the shop in the merchant area', async () => {
  sandbox.shop.answer(answerWith(500, 'database down'))
  const { json } = await sandbox.control('POST', '/payments', {
    uid: 'u',
    goodsId: 'order-1',
    amount: '5.00',
    currency: 'EUR',
  })
  const list = await (await fetch(`${sandbox.url}/merchant`)).text()
  expect(list).toContain('500 database down')
  const page = `${sandbox.url}/merchant/payments/${json.payment.ref}`
  expect(await (await fetch(page)).text()).toContain('0 payment made')
  const refunded = await fetch(`${page}/refund`, {
    method: 'POST',
    body: new URLSearchParams({ reason: '9' }),
  })
  expect(await refunded.text()).toContain('2 refund or chargeback')
  expect(sandbox.shop.received.at(-1)?.searchParams.get('reason')).toBe('9')
})
