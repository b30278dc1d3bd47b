import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApiType } from '../core/api-type'
import { parseParameters } from '../core/parameters'
import type { SignVersion } from '../core/signature'
import { brickClient, type Json } from '../testing/brick'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'
import { notAuthorised } from '../widget/call'
import {
  type ClientName,
  chargeFields,
  libraryApis,
  type Task,
  tokenFields,
  widgetCases,
  yearlyFields,
} from './cases'
import { installedLibraries, type Library } from './libraries'
import { nodeLibrary } from './node-library'
import requests from './requests.json'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

interface Request {
  method: string
  path: string
  headers: Record<string, string>
  body: string
}

const recorded: Record<string, Record<string, Request>> = requests
// Those for Python and Ruby find no goodsid among flat parameters: what they take depends on the framework that parses the query.
const librariesWithCartPingbacks: ClientName[] = ['php', 'node']
const librariesWithBrick: ClientName[] = ['php', 'java', 'node']

function requestOf(client: string, name: string): Request {
  const request = recorded[client]?.[name]
  if (!request) throw new Error(`No request "${name}" of ${client} is written down.`)
  return request
}

/** Sends a request as it was written down; `{token}` and `{charge}` stand for what the emulator has just given. */
async function send(client: string, name: string, given: Record<string, string> = {}) {
  const { method, path, headers, body } = requestOf(client, name)
  const filled = (text: string) =>
    Object.entries(given).reduce((result, [word, value]) => result.replaceAll(`{${word}}`, value), text)
  const response = await fetch(sandbox.url + filled(path), {
    method,
    headers,
    ...(method === 'GET' ? {} : { body: filled(body) }),
  })
  return { status: response.status, text: await response.text() }
}

async function sendForJson(client: string, name: string, given?: Record<string, string>): Promise<Json> {
  return JSON.parse((await send(client, name, given)).text)
}

const lastRequest = async (): Promise<Json> => (await sandbox.control('GET', '/requests')).json.at(-1)

describe.each<ClientName>(['php', 'python', 'ruby', 'java', 'node'])(
  'requests of the library for %s',
  (client) => {
    it.each(widgetCases)('payment page: $name', async ({ name, shows, hasWrongSecret }) => {
      const { status, text } = await send(client, name)
      expect(status).toBe(200)
      expect(text).toContain(shows)
      expect(text.includes(notAuthorised)).toBe(hasWrongSecret === true)
    })
  },
)

describe.each(librariesWithBrick)('requests of the library for %s', (client) => {
  it('a charge without a name, its details and its refund', async () => {
    const { token } = await sendForJson(client, 'token')
    const made = await sendForJson(client, 'charge', { token })
    expect(made).toMatchObject({ object: 'charge', amount: '9.99', captured: true, secure: false })
    expect((await lastRequest()).warnings).toEqual([
      'The first name is missing',
      'The last name is missing',
      'A required field is missing: plan',
      'A required field is missing: timestamp',
    ])
    expect(await sendForJson(client, 'get', { charge: made.id })).toMatchObject({ refunded: false })
    expect(await sendForJson(client, 'refund', { charge: made.id })).toMatchObject({ refunded: true })
  })

  it('a declined charge', async () => {
    const { token } = await brickClient(sandbox).tokenize({ 'card[cvv]': '333' })
    expect(await sendForJson(client, 'charge', { token })).toMatchObject({
      type: 'Error',
      error: 'The transaction was declined. Please use a different card or contact your bank',
    })
  })

  it('a yearly subscription', async () => {
    const { token } = await sendForJson(client, 'token')
    expect(await sendForJson(client, 'subscription', { token })).toMatchObject({
      object: 'subscription',
      period: 'year',
      active: 1,
    })
  })
})

const shortcomings: Record<string, string> = {
  woocommerce: 'history[registration_date] must be Unix seconds in ten digits.',
  magento: 'email is missing.',
}

describe.each(['woocommerce', 'magento'])('requests of the module for %s', (module) => {
  const widgets = Object.keys(recorded[module] ?? {}).filter((name) => name.startsWith('widget'))

  it.each(widgets)('%s', async (name) => {
    const { status, text } = await send(module, name)
    expect(status).toBe(200)
    expect(text).toContain('Test Payment Method')
    expect((await lastRequest()).warnings).toContain(shortcomings[module])
  })

  it('the country, then the methods in it', async () => {
    const { code } = await sendForJson(module, 'country')
    expect(code).toBe('US')
    const methods = await sendForJson(module, 'methods')
    expect(methods.map(({ id, name }: Json) => [id, name])).toContainEqual(['paypal', 'PayPal'])
  })

  it('a charge', async () => {
    const { token } = await brickClient(sandbox).tokenize()
    expect(await sendForJson(module, 'charge', { token })).toMatchObject({
      object: 'charge',
      currency: 'EUR',
    })
  })

  it('every delivery, with a warning', async () => {
    await pay()
    const deliveries = Object.keys(recorded[module] ?? {}).filter((name) => name.startsWith('delivery'))
    expect(deliveries).not.toEqual([])
    for (const name of deliveries) {
      expect(await sendForJson(module, name), name).toEqual({ success: 1 })
      expect((await lastRequest()).warnings).not.toEqual([])
    }
  })
})

describe('requests of the module for magento', () => {
  it("the payment's state by its charge, and a partial refund", async () => {
    await pay()
    expect(await sendForJson('magento', 'payment status by charge')).toMatchObject({
      object: 'payment',
      id: 'b1790000000',
      amount: '24.50',
    })
    expect(await sendForJson('magento', 'partial refund')).toEqual({ result: 1 })
  })
})

const pay = () =>
  sandbox.control('POST', '/payments', {
    ref: 'b1790000000',
    api: 'brick',
    uid: 'u-1',
    goodsId: 'brick_1790000000',
    amount: '24.50',
    currency: 'EUR',
  })

it('refuses every one of them that is signed by another secret, or bears another key', async () => {
  for (const [client, byName] of Object.entries(recorded)) {
    for (const [name, { method, path, headers, body }] of Object.entries(byName)) {
      if (name === 'token') continue
      const isSigned = /[?&]sign=/.test(path + body)
      const altered = (text: string) =>
        text
          .replace(/([?&]sign=)(\w)/, (_whole, before, digit) => before + (digit === '0' ? '1' : '0'))
          .replace(/^(key=|.*[?&]key=)\w+/, (whole) => (isSigned ? whole : `${whole}0`))
      const response = await fetch(sandbox.url + altered(path), {
        method,
        headers: { ...headers, ...(headers['x-apikey'] ? { 'x-apikey': `${headers['x-apikey']}0` } : {}) },
        ...(method === 'GET' ? {} : { body: altered(body) }),
      })
      expect(await response.text(), `${client}: ${name}`).toMatch(
        /not authorized|not valid|No project|don't have access/,
      )
    }
  }
  expect((await sandbox.control('GET', '/payments')).json).toEqual([])
})

describe.each<Library>([...installedLibraries(), nodeLibrary])(
  'the library for $client itself',
  (library) => {
    const secretKeys = () => ({ url: sandbox.url, publicKey: project.key, privateKey: project.secretKey })
    const brickKeys = () => ({
      url: sandbox.url,
      publicKey: project.brickPublicKey,
      privateKey: project.brickPrivateKey,
    })
    const run = async (task: Task, keys = brickKeys()) => (await library.run(task, keys)) as Json
    const tokenize = async (cvv: string) =>
      (await run({ do: 'token', fields: { public_key: project.brickPublicKey, ...tokenFields(cvv) } })).token

    /** What was written down of this request is what the library sends. */
    async function expectWrittenDown(name: string, changing: string[] = []) {
      const [path = '', query = ''] = requestOf(library.client, name).path.split('?')
      const { method, body } = requestOf(library.client, name)
      const received = await lastRequest()
      const steady = (parameters: [string, string][]) =>
        parameters.filter(([parameter]) => !changing.includes(parameter)).sort()
      expect(received.method).toBe(method)
      if (!path.includes('{')) expect(received.path).toBe(path.replace(/\/$/, ''))
      expect(steady(received.query)).toEqual(steady(parseParameters(query)))
      expect(steady(received.body)).toEqual(steady(parseParameters(body)))
    }

    it.each(widgetCases)('payment page: $name', async ({ name, task, shows, hasWrongSecret }) => {
      const { page } = await run(task, hasWrongSecret ? { ...secretKeys(), privateKey: '000' } : secretKeys())
      expect(page).toContain(shows)
      await expectWrittenDown(name)
    })

    it.each([2, 3])('pingback of version %i, and an altered one', async (pingbackVersion) => {
      const listener = `${sandbox.shop.url}/?wc-api=paymentwall_gateway&action=ipn`
      await sandbox.control('PATCH', '/settings', { pingbackVersion, pingbackUrl: listener })
      await sandbox.control('POST', '/payments', {
        uid: 'u',
        goodsId: 'order-1',
        amount: '9.99',
        currency: 'USD',
      })
      const query = sandbox.shop.received[0]?.search.slice(1) ?? ''
      const validate = (text: string) =>
        run({ do: 'pingback', query: text, address: '174.36.92.186' }, secretKeys())
      expect(await validate(query)).toEqual({ isValid: true, isDeliverable: true })
      expect(await validate(query.replace('order-1', 'order-2'))).toMatchObject({ isValid: false })
    })

    const ofApi = (apiType: ApiType) => sandbox.control('PATCH', '/settings', { apiType })
    const pingbackIsValid = async (apiType: ApiType, sale: object, pingbackVersion: SignVersion) => {
      await sandbox.control('PATCH', '/settings', { apiType, pingbackVersion })
      await sandbox.control('POST', '/payments', { uid: 'u', amount: '9.99', currency: 'USD', ...sale })
      const query = sandbox.shop.received.at(-1)?.search.slice(1) ?? ''
      const task = { do: 'pingback', api: libraryApis[apiType], query, address: '174.36.92.186' } as const
      return run(task, secretKeys())
    }

    it.each([1, 2, 3] as const)('virtual currency, by signature version %i', async (sign_version) => {
      await ofApi('virtual-currency')
      const extra = { email: 'user@hostname.com', sign_version }
      const task = {
        do: 'widget' as const,
        api: 1 as const,
        uid: 'user40012',
        code: 'p10',
        products: [],
        extra,
      }
      expect((await run(task, secretKeys())).page).toContain('150 Coins')
      const answer = await pingbackIsValid('virtual-currency', { credits: 40 }, sign_version)
      // Node's library signs version 1 of every API by the names of Digital Goods.
      const isDefect = library.client === 'node' && sign_version === 1
      expect(answer.isValid).toBe(!isDefect)
    })

    it('a cart', async () => {
      await ofApi('cart')
      const products = [
        { id: 'sku-a', amount: 3.33, currency: 'EUR', name: 'Fox' },
        { id: 'sku-b', amount: 7.77, currency: 'EUR', name: 'Owl' },
      ]
      const extra = { email: 'user@hostname.com', flexible_cart_api: 1 }
      const task = { do: 'widget' as const, api: 3 as const, uid: 'user40012', code: 'p1_1', products, extra }
      expect((await run(task, secretKeys())).page).toContain('€11.10')
      if (!librariesWithCartPingbacks.includes(library.client)) return
      for (const version of [1, 2, 3] as const) {
        expect(await pingbackIsValid('cart', { cart: ['sku-a', 'sku-b'] }, version)).toEqual({
          isValid: true,
          isDeliverable: true,
        })
      }
    })

    if (!librariesWithBrick.includes(library.client)) return

    it('charges without a name, asks for details and refunds', async () => {
      const made = await run({ do: 'charge', fields: { ...chargeFields, token: await tokenize('123') } })
      expect(made).toMatchObject({ isSuccessful: true, shown: { success: 1 } })
      const { id } = made.answer
      for (const action of ['get', 'refund'] as const) {
        const { answer } = await run({ do: 'charge-action', id, action })
        expect(answer.refunded).toBe(action === 'refund')
        await expectWrittenDown(action, ['id'])
      }
    })

    it('reads a declined charge in the words of its own tests', async () => {
      const declined = await run({ do: 'charge', fields: { ...chargeFields, token: await tokenize('333') } })
      expect(declined.shown).toMatchObject({
        success: 0,
        error: {
          message: 'The transaction was declined. Please use a different card or contact your bank',
          code: 3010,
        },
      })
    })

    it('takes a charge that passed 3-D Secure for done', async () => {
      const fields = { ...chargeFields, token: await tokenize('123') }
      const asked = await run({ do: 'charge', fields: { ...fields, secure: 1 } })
      const form: string = asked.shown.secure.formHTML
      const [, hash = ''] = /name="PaReq" value="([^"]+)"/.exec(form) ?? []
      const [, id = ''] = /name="MD" value="([^"]+)"/.exec(form) ?? []
      const bank = await fetch(`${sandbox.url}/api/brick/secure-payment`, {
        method: 'POST',
        body: new URLSearchParams({ MD: id, PaReq: hash, PaRes: 'approved' }),
      })
      const { json: state } = await sandbox.control('GET', '/state')
      expect(bank.status).toBe(200)
      const { chargeId, secureToken } = state.challenges[0]
      const second = { ...fields, secure: 1, charge_id: chargeId, secure_token: secureToken }
      expect((await run({ do: 'charge', fields: second })).shown).toMatchObject({ success: 1 })
    })

    it('subscribes for a year', async () => {
      const fields = { ...yearlyFields, token: await tokenize('123') }
      expect(await run({ do: 'subscription', fields })).toMatchObject({
        isSuccessful: true,
        answer: { object: 'subscription', period: 'year' },
      })
    })

    if (library.client !== 'php') return

    it('confirms a delivery', async () => {
      const { payment } = (await pay()).json
      const fields = { payment_id: payment.ref, type: 'digital', status: 'delivered', refundable: 'yes' }
      expect((await run({ do: 'delivery', fields })).answer).toEqual({ success: 1 })
    })
  },
)
