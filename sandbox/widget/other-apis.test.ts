import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApiType } from '../core/api-type'
import { encodeParameters, type Parameter } from '../core/parameters'
import { baseString, baseStringV1, callStringV1, digest, type SignVersion } from '../core/signature'
import type { Json } from '../testing/brick'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

const set = (settings: object) => sandbox.control('PATCH', '/settings', settings)

/** A signed call as the official libraries build it: the key, the user, the widget, then what is particular. */
function callOf(path: string, values: Record<string, string>, version: SignVersion = 3): string {
  const parameters: Parameter[] = Object.entries({
    key: project.key,
    uid: 'u-7',
    widget: 'p1_1',
    email: 'a@example.com',
    timestamp: '1700000000',
    'history[registration_date]': '1600000000',
    sign_version: String(version),
    ...values,
  })
  const base = version === 1 ? callStringV1(parameters) : baseString(parameters, 'sign')
  return `${path}?${encodeParameters([...parameters, ['sign', digest(base, project.secretKey, version)]])}`
}

async function open(path: string, values: Record<string, string> = {}, version?: SignVersion) {
  const html = await (await fetch(sandbox.url + callOf(path, values, version))).text()
  return { html, action: /action="(\/widget\/[0-9a-f]+)\//.exec(html)?.[1] ?? '' }
}

const buy = (action: string, fields: Record<string, string> = {}) =>
  fetch(`${sandbox.url}${action}/buy`, {
    method: 'POST',
    body: new URLSearchParams({ ps: 'test', ...fields }),
  })

const sent = () => [...(sandbox.shop.received.at(-1)?.searchParams ?? [])] as Parameter[]
const names = () => sent().map(([name]) => name)

function expectSigned(version: SignVersion) {
  const parameters = sent()
  const { sig, sign_version } = Object.fromEntries(parameters)
  expect(sign_version).toBe(version === 1 ? undefined : String(version))
  const base = version === 1 ? baseStringV1(parameters) : baseString(parameters, 'sig')
  expect(sig).toBe(digest(base, project.secretKey, version))
}

describe('Virtual Currency', () => {
  beforeEach(() => set({ apiType: 'virtual-currency' }))

  it.each([1, 2, 3] as const)('takes calls and sends pingbacks of signature version %i', async (version) => {
    await set({ pingbackVersion: version })
    const { html, action } = await open('/api/ps/', {}, version)
    expect(html).toContain('15 Coins')
    expect(html).toContain('150 Coins')
    expect(html).toContain('US$10.00')
    const page = await (await buy(action, { point: '1' })).text()
    expect(page).toContain('75 Coins')
    await sandbox.shop.receives(1)
    expect(Object.fromEntries(sent())).toMatchObject({ uid: 'u-7', currency: '75', type: '0', is_test: '1' })
    expect(names().slice(0, 4)).toEqual(['uid', 'currency', 'type', 'ref'])
    expect(names()).not.toContain('goodsid')
    expect(names()).not.toContain('slength')
    expectSigned(version)
    expect((await sandbox.control('GET', '/payments')).json).toMatchObject([
      { amount: '5.00', currency: 'USD', credits: 75, goodsId: null, productName: '75 Coins' },
    ])
  })

  it('sells the price points that the project is set to, under the name that the call gives', async () => {
    await set({ pricePoints: '2, 4.50', currencyRate: 20, currencyName: 'Gold', priceCurrency: 'EUR' })
    const { html } = await open('/api/ps')
    for (const text of ['40 Gold', '90 Gold', '€4.50']) expect(html).toContain(text)
    expect((await open('/api/ps', { vc: 'Gems' })).html).toContain('90 Gems')
    expect((await set({ pricePoints: 'five' })).status).toBe(400)
    expect((await set({ priceCurrency: 'XXX' })).status).toBe(400)
  })

  it('makes no payment of a price point that the page does not offer', async () => {
    const { action } = await open('/api/ps')
    for (const point of ['3', '-1', '0.5', 'x']) expect((await buy(action, { point })).status).toBe(400)
    expect((await sandbox.control('GET', '/payments')).json).toEqual([])
  })

  it('takes virtual currency back as a negative amount, or as the project is set', async () => {
    const { action } = await open('/api/ps')
    await buy(action, { point: '2' })
    await sandbox.shop.receives(1)
    const ref = Object.fromEntries(sent()).ref ?? ''
    await sandbox.control('POST', `/payments/${ref}/refund`, { amount: '2.00' })
    expect(Object.fromEntries(sent())).toMatchObject({ type: '220', currency: '-30', refund_amount: '2.00' })
    await sandbox.control('POST', `/payments/${ref}/refund`, { reason: 2 })
    expect(Object.fromEntries(sent())).toMatchObject({ type: '2', currency: '-150', reason: '2' })
    expectSigned(3)
    await set({ creditsTurnNegative: false })
    await sandbox.control('POST', '/pingbacks', { ref, type: 2 })
    expect(Object.fromEntries(sent())).toMatchObject({ type: '2', currency: '150' })
  })

  it('reports a payment as type 0, or 1 where the project is set so', async () => {
    const sale = { uid: 'u', credits: 40, amount: '2.00', currency: 'USD' }
    await sandbox.control('POST', '/payments', sale)
    expect(Object.fromEntries(sent())).toMatchObject({ type: '0', currency: '40' })
    await set({ creditPingbackType: 1 })
    await sandbox.control('POST', '/payments', sale)
    expect(Object.fromEntries(sent())).toMatchObject({ type: '1', currency: '40' })
  })

  it('fills custom parameters', async () => {
    await set({
      customParameters: { bought: 'VIRTUAL_CURRENCY', kind: 'PAYMENT_TYPE', country: 'COUNTRY_CODE_NAME' },
    })
    await sandbox.control('POST', '/payments', {
      uid: 'u',
      credits: 40,
      amount: '2.00',
      currency: 'USD',
      paymentSystem: 'idealpayments',
      country: 'NL',
    })
    expect(Object.fromEntries(sent())).toMatchObject({
      bought: '40',
      kind: 'Bank Transfer',
      country: 'Netherlands',
    })
  })

  it.each([
    ['an offer widget', '/api/', { widget: 'w1' }, 'The emulator has no offers'],
    ['an offer widget at the path of payments', '/api/ps', { widget: 'mw6_1' }, 'The emulator has no offers'],
    ['a promotion in version 2', '/api/ps', { 'promo[0]': 'x' }, 'promo needs sign_version 3.', 2],
    ['no user', '/api/ps', { uid: '' }, 'Missing: uid.'],
    ['a uni widget without its method', '/api/ps', { widget: 'p2' }, 'A single-method widget needs ps.'],
    ['the path of goods', '/api/subscription', {}, '/api/subscription belongs to Digital Goods'],
    ['the path of carts', '/api/cart', {}, '/api/cart belongs to Cart'],
  ] as const)('refuses %s', async (_name, path, values, reason, version?: SignVersion) => {
    const { html, action } = await open(path, values, version)
    expect(html).toContain(reason)
    expect(action).toBe('')
  })

  it('says that a promotion of version 3 changes nothing', async () => {
    expect((await open('/api/ps', { 'promo[0]': 'x' })).html).toContain('promo changes no price here.')
  })
})

describe('Cart', () => {
  beforeEach(() => set({ apiType: 'cart' }))

  const products = {
    'external_ids[0]': 'sku-a',
    'external_ids[1]': 'sku-b',
    'external_ids[2]': 'sku-a',
    'prices[0]': '3.33',
    'prices[1]': '7.7',
    'prices[2]': '3.33',
    'currencies[0]': 'EUR',
    'currencies[1]': 'EUR',
    'currencies[2]': 'EUR',
  }

  it.each([1, 2, 3] as const)('takes calls of signature version %i', async (version) => {
    const { html } = await open('/api/cart/', products, version)
    for (const text of ['Your order', 'sku-a', 'sku-b', '€7.70', 'Total', '€14.36'])
      expect(html).toContain(text)
  })

  it('pays all products at once, and names them in one pingback that is always of version 2', async () => {
    const { action } = await open('/api/cart', products, 2)
    await buy(action)
    await sandbox.shop.receives(1)
    expect(names().slice(0, 6)).toEqual(['uid', 'goodsid[0]', 'goodsid[1]', 'goodsid[2]', 'type', 'ref'])
    expect(names()).not.toContain('slength')
    expect(
      sent()
        .slice(1, 4)
        .map(([, value]) => value),
    ).toEqual(['sku-a', 'sku-b', 'sku-a'])
    expectSigned(2)
    const { json } = await sandbox.control('GET', '/payments')
    expect(json).toMatchObject([{ amount: '14.36', currency: 'EUR', cart: ['sku-a', 'sku-b', 'sku-a'] }])
    await sandbox.control('POST', `/payments/${json[0].ref}/refund`, {})
    expect(Object.fromEntries(sent())).toMatchObject({ type: '2', 'goodsid[1]': 'sku-b' })
    expectSigned(2)
  })

  it.each([1, 2, 3] as const)(
    'signs as the project does, version %i, where it is set so',
    async (version) => {
      await set({ cartPingbackVersion: 'project', pingbackVersion: version })
      const sale = { uid: 'u', cart: ['a', 'b'], amount: '2.00', currency: 'USD' }
      await sandbox.control('POST', '/payments', sale)
      expectSigned(version)
    },
  )

  it('shows the names of products that the provider does not store', async () => {
    const named = { ...products, 'names[0]': 'Paper fox', 'names[1]': 'Paper owl', flexible_cart_api: '1' }
    const { html, action } = await open('/api/cart', named)
    expect(html).toContain('Paper owl')
    await buy(action)
    expect((await sandbox.control('GET', '/payments')).json[0].productName).toBe(
      'Paper fox, Paper owl, sku-a',
    )
    const { json: requests } = await sandbox.control('GET', '/requests')
    expect(requests[0].warnings.join()).not.toContain('flexible_cart_api')
    await open('/api/cart', { ...named, flexible_cart_api: '' })
    const warnings = (await sandbox.control('GET', '/requests')).json.at(-1).warnings.join()
    expect(warnings).toContain('send flexible_cart_api=1')
  })

  it('adds up what has three decimals, or none', async () => {
    const one = (price: string, currency: string) => ({
      'external_ids[0]': 'a',
      'external_ids[1]': 'b',
      'prices[0]': price,
      'prices[1]': price,
      'currencies[0]': currency,
      'currencies[1]': currency,
    })
    for (const [price, currency, total] of [
      ['1.005', 'KWD', '2.010'],
      ['980', 'JPY', '1960'],
    ] as const) {
      const { action } = await open('/api/cart', one(price, currency))
      await buy(action)
      expect((await sandbox.control('GET', '/payments')).json.at(-1)).toMatchObject({
        amount: total,
        currency,
      })
    }
  })

  it.each<[string, Record<string, string>, string]>([
    ['no product', {}, 'Missing: external_ids[0].'],
    ['a product without an index', { 'external_ids[]': 'a', 'prices[]': '1' }, 'Missing: external_ids[0].'],
    ['products without prices', { 'external_ids[0]': 'a' }, 'does not store products'],
    ['a price missing', { ...products, 'external_ids[3]': 'sku-c' }, 'prices[3] is missing.'],
    ['a currency missing', { ...products, 'currencies[1]': '' }, 'currencies[1] is missing'],
    ['several currencies', { ...products, 'currencies[1]': 'USD' }, 'does not convert currencies'],
    ['two prices of one product', { ...products, 'prices[2]': '4.00' }, 'The product sku-a has two prices.'],
    ['an unknown currency', { 'external_ids[0]': 'a', 'prices[0]': '1', 'currencies[0]': 'XXX' }, 'XXX'],
    ['a price that is none', { ...products, 'prices[1]': 'ten' }, 'prices[1]: The amount ten'],
    [
      'the path of goods',
      { ...products, path: '/api/subscription' },
      '/api/subscription belongs to Digital Goods',
    ],
  ])('refuses %s', async (_name, { path = '/api/cart', ...values }, reason) => {
    const { html, action } = await open(path, values)
    expect(html).toContain(reason)
    expect(action).toBe('')
  })

  it('warns of a widget that carts do not have', async () => {
    expect((await open('/api/cart', { ...products, widget: 'p10' })).html).toContain(
      'The widget of a cart is p1, not p10.',
    )
  })

  it('is found by Payment Status as a whole', async () => {
    const sale = { uid: 'u-7', cart: ['a', 'b'], amount: '2.00', currency: 'USD' }
    const { json } = await sandbox.control('POST', '/payments', sale)
    const status = async (values: Record<string, string>): Promise<Json> =>
      (await fetch(sandbox.url + callOf('/api/rest/payment', values))).json()
    expect(await status({ ref: json.payment.ref })).toMatchObject({ product_id: ['a', 'b'], amount: '2.00' })
    expect(await status({ uid: 'u-7', ag_external_id: 'b' })).toMatchObject([{ id: json.payment.ref }])
  })
})

it.each<[ApiType, object, string]>([
  ['virtual-currency', { credits: 40 }, 'currency'],
  ['cart', { cart: ['a'] }, 'goodsid[0]'],
  ['digital-goods', { goodsId: 'a' }, 'goodsid'],
])('keeps what a payment of %s was, also when the project changes its API', async (apiType, bought, name) => {
  await set({ apiType })
  const sale = { uid: 'u', amount: '2.00', currency: 'USD', ...bought }
  const { json } = await sandbox.control('POST', '/payments', sale)
  await set({ apiType: apiType === 'cart' ? 'digital-goods' : 'cart' })
  await sandbox.control('POST', `/payments/${json.payment.ref}/refund`, {})
  expect(names()).toContain(name)
})

it('keeps what an open page sells when the project changes its API', async () => {
  await set({ apiType: 'virtual-currency' })
  const { action } = await open('/api/ps')
  await set({ apiType: 'cart' })
  await buy(action)
  expect((await sandbox.control('GET', '/payments')).json).toMatchObject([{ credits: 15 }])
})

it('refuses a payment that is two things at once', async () => {
  const sale = { uid: 'u', amount: '2.00', currency: 'USD', goodsId: 'a', credits: 3 }
  expect(await sandbox.control('POST', '/payments', sale)).toMatchObject({ status: 400 })
})
