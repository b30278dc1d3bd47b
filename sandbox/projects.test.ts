import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeParameters, type Parameter } from './core/parameters'
import { baseString, digest } from './core/signature'
import { Emulator } from './emulator'
import type { ProjectSetup } from './environment'
import { serveProjects } from './projects'
import { project as firstKeys } from './testing/sandbox'
import { startShop } from './testing/shop'

const secondKeys = {
  key: '11111111111111111111111111111111',
  secretKey: '22222222222222222222222222222222',
  brickPublicKey: 't_33333333333333333333333333333',
  brickPrivateKey: 't_44444444444444444444444444444',
}

let shops: Awaited<ReturnType<typeof startShop>>[]
let emulators: Emulator[]
let url: string
const stops: (() => void)[] = []

beforeAll(async () => {
  shops = [await startShop(), await startShop()]
  const dataDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const setups = [firstKeys, secondKeys].map((project, index): ProjectSetup => {
    const shopUrl = shops[index]?.url ?? ''
    const settings = index === 1 ? { pingbackVersion: 2 as const } : {}
    return {
      name: ['first', 'second'][index] ?? '',
      project,
      shopUrl,
      pingbackUrl: `${shopUrl}/pw?a=1`,
      settings,
    }
  })
  emulators = setups.map(
    (setup) => new Emulator({ ...setup, dataDirectory, siblings: setups, file: `${setup.name}.json` }),
  )
  const server = serve({ fetch: serveProjects(emulators), hostname: '127.0.0.1', port: 0 })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const emulator of emulators) emulator.start()
  stops.push(
    () => server.close(),
    ...emulators.map((emulator) => () => emulator.stop()),
    ...shops.map((shop) => () => shop.close()),
    () => rmSync(dataDirectory, { recursive: true, force: true }),
  )
})
afterAll(() => {
  for (const stop of stops) stop()
})

async function control(path: string, body?: object, name?: string) {
  const response = await fetch(`${url}/control${path}`, {
    method: body ? 'POST' : 'GET',
    headers: name ? { 'X-Sandbox-Project': name } : {},
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: await response.json() }
}

const sale = { uid: 'u-1', goodsId: 'order-1', amount: '9.99', currency: 'USD' }

it('notifies the shop of each project, with its key, its signature version and its address', async () => {
  await control('/payments', sale)
  await control('/payments', sale, 'second')
  for (const [index, version] of [
    [0, '3'],
    [1, '2'],
  ] as const) {
    const [pingback] = shops[index]?.received ?? []
    expect(shops[index]?.received).toHaveLength(1)
    expect(pingback?.pathname).toBe('/pw')
    expect(pingback?.searchParams.get('sign_version')).toBe(version)
    const { secretKey } = index === 0 ? firstKeys : secondKeys
    const parameters = [...(pingback?.searchParams ?? [])]
    expect(digest(baseString(parameters, 'sig'), secretKey, version === '3' ? 3 : 2)).toBe(
      pingback?.searchParams.get('sig'),
    )
  }
  expect((await control('/payments')).json).toHaveLength(1)
  expect((await control('/payments?project=second')).json).toHaveLength(1)
  expect(await control('/payments', undefined, 'third')).toMatchObject({ status: 404 })
})

it('opens the payment page of the project whose key the call bears, and pays there', async () => {
  const call: Parameter[] = [
    ['key', secondKeys.key],
    ['uid', 'u-2'],
    ['amount', '5.00'],
    ['currencyCode', 'USD'],
    ['ag_external_id', 'order-2'],
    ['ag_type', 'fixed'],
    ['ag_name', 'Second fox'],
    ['sign_version', '3'],
  ]
  const sign = digest(baseString(call, 'sign'), secondKeys.secretKey, 3)
  const page = await (
    await fetch(`${url}/api/subscription?${encodeParameters([...call, ['sign', sign]])}`)
  ).text()
  expect(page).toContain('Second fox')
  const action = /action="(\/widget\/[0-9a-f]+)\/buy/.exec(page)?.[1] ?? ''
  const paid = await fetch(`${url}${action}/buy`, {
    method: 'POST',
    body: new URLSearchParams({ ps: 'test' }),
  })
  expect(paid.status).toBe(200)
  await shops[1]?.receives(2)
  expect(shops[1]?.received[1]?.searchParams.get('goodsid')).toBe('order-2')
})

it('charges cards with the keys of their own project alone', async () => {
  const tokenOf = async (keys: typeof secondKeys) => {
    const response = await fetch(`${url}/api/brick/token`, {
      method: 'POST',
      body: new URLSearchParams({
        public_key: keys.brickPublicKey,
        'card[number]': '4242424242424242',
        'card[exp_month]': '12',
        'card[exp_year]': '2039',
        'card[cvv]': '123',
      }),
    })
    return (await response.json()).token as string
  }
  const charge = async (keys: typeof secondKeys, token: string) => {
    const response = await fetch(`${url}/api/brick/charge`, {
      method: 'POST',
      headers: { 'X-ApiKey': keys.brickPrivateKey },
      body: new URLSearchParams({
        token,
        amount: '9.99',
        currency: 'USD',
        email: 'a@example.com',
        description: 'Fox',
        plan: 'order-3',
        uid: 'u',
        fingerprint: 'f',
      }),
    })
    return response.json()
  }
  const token = await tokenOf(secondKeys)
  expect(await charge(firstKeys, token)).toMatchObject({ type: 'Error', code: 3111 })
  expect(await charge(secondKeys, token)).toMatchObject({ object: 'charge' })
  expect(emulators.map(({ state }) => state.charges.length)).toEqual([0, 1])
})

it('notes a call with an unknown key at the first project', async () => {
  const response = await fetch(`${url}/api/brick/charge/1`, { headers: { 'X-ApiKey': 'nobody' } })
  expect(response.status).toBe(401)
  expect(emulators[0]?.state.requests.at(-1)).toMatchObject({ status: 401, path: '/api/brick/charge/1' })
})

it('shows one project at a time in the merchant area', async () => {
  const chosen = await fetch(`${url}/merchant?project=second`, { redirect: 'manual' })
  const cookie = chosen.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const html = await (await fetch(`${url}/merchant`, { headers: { cookie } })).text()
  expect(html).toContain('Second fox')
  expect(await (await fetch(`${url}/merchant`)).text()).not.toContain('Second fox')
})

it('finds a signature made with the secret of the other project', async () => {
  const parameters: Parameter[] = [
    ['uid', 'u'],
    ['ref', 'b1'],
    ['sign_version', '3'],
  ]
  const sig = digest(baseString(parameters, 'sig'), secondKeys.secretKey, 3)
  const { json } = await control('/explain', { text: encodeParameters([...parameters, ['sig', sig]]) })
  expect(json.causes).toEqual(['It was signed with another secret: the secret key of project "second".'])
})

it("answers for its own names alone where it could be changed, so that no stranger's name leads here", async () => {
  const call = async (path: string, host: string) => {
    const { port } = new URL(url)
    const sent = request({ host: '127.0.0.1', port, path, headers: { host } }).end()
    const response = await new Promise<import('node:http').IncomingMessage>((resolve) =>
      sent.once('response', resolve),
    )
    return { status: response.statusCode, body: await text(response) }
  }
  expect(await call('/control/state', 'evil.example')).toMatchObject({ status: 421 })
  expect(await call('/merchant', 'evil.example:4000')).toMatchObject({ status: 421 })
  expect(await call('/control/health', 'localhost:4000')).toMatchObject({ status: 200 })
  expect(await call('/api/brick/charge/1', 'api.paymentwall.com')).toMatchObject({ status: 401 })
})

it('leads back through the proxy that it is called by', async () => {
  const call = async (scheme: string) => {
    const token = await fetch(`${url}/api/brick/token`, {
      method: 'POST',
      body: new URLSearchParams({
        public_key: firstKeys.brickPublicKey,
        'card[number]': '4242424242424242',
        'card[exp_month]': '12',
        'card[exp_year]': '2039',
        'card[cvv]': '123',
      }),
    })
    const response = await fetch(`${url}/api/brick/charge`, {
      method: 'POST',
      headers: { 'X-ApiKey': firstKeys.brickPrivateKey, 'X-Forwarded-Proto': scheme },
      body: new URLSearchParams({
        token: (await token.json()).token,
        amount: '9.99',
        currency: 'USD',
        secure: '1',
        description: 'Fox',
        email: 'a@example.com',
        fingerprint: 'f',
      }),
    })
    return (await response.json()).secure.formHTML as string
  }
  const secure = url.replace('http:', 'https:')
  expect(await call('https')).toContain(`action="${secure}/api/brick/secure-test-bank-page`)
  expect(await call('javascript')).toContain(`action="${url}/api/brick/secure-test-bank-page`)
})

it('answers for any name where it was opened to other machines', async () => {
  const call = (hosts: string[] | null) =>
    serveProjects(emulators, hosts)(new Request('http://sandbox.internal/control/health'), {} as never)
  expect((await call(null)).status).toBe(200)
  expect((await call(['sandbox.internal'])).status).toBe(200)
  expect((await call([])).status).toBe(421)
})
