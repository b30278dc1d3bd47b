import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiType } from './core/api-type'
import { encodeParameters, parseParameters } from './core/parameters'
import { baseString, digest } from './core/signature'
import { project, type Sandbox, startSandbox } from './testing/sandbox'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

async function post(path: string, body: string | Buffer, type: string) {
  const { port } = new URL(sandbox.url)
  const sent = request({
    host: '127.0.0.1',
    port,
    path,
    method: 'POST',
    agent: false,
    headers: { 'content-type': type, 'x-apikey': project.brickPrivateKey },
  })
  const answered = new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve)
    // After the answer too: whoever goes on sending what was refused is cut off.
    sent.on('error', reject)
  })
  sent.end(body)
  const response = await answered
  return { status: response.statusCode ?? 0, body: await text(response) }
}

const paths = [
  '/api/brick/token',
  '/api/brick/charge',
  '/api/brick/subscription',
  '/api/brick/charge/1/refund',
  '/api/delivery',
  '/developers/api/ticket',
  '/api/rest/country',
  '/api/brick/secure-payment',
  '/control/payments',
  '/control/explain',
  '/control/drills',
  '/merchant/payments',
  '/merchant/settings',
]

const bodies: [string, string | Buffer, string][] = [
  ['nothing', '', form],
  ['broken JSON', '{"a":', json],
  ['a JSON list', '[]', json],
  ['broken encoding', 'card[number]=%&token=%FF&=&&a[b][c]=1&__proto__=1', form],
  ['bytes', Buffer.from([0, 255, 254, 10, 13]), form],
  ['a broken multipart form', '--x\r\nnonsense', 'multipart/form-data; boundary=x'],
  ['a multipart form without a boundary', 'x', 'multipart/form-data'],
  ['ten megabytes', Buffer.alloc(10_000_000, 'a'), form],
]

describe.each(paths)('POST %s', (path) => {
  it.each(bodies)('answers %s with a refusal, and goes on', async (_name, body, type) => {
    const { status } = await post(path, body, type)
    expect(status).toBeLessThan(500)
    expect((await fetch(`${sandbox.url}/control/health`)).status).toBe(200)
  })
})

const signedQuery = (query: string) => {
  const parameters = parseParameters(`key=${project.key}&uid=u&sign_version=3&${query}`)
  const sign = digest(baseString(parameters, 'sign'), project.secretKey, 3)
  return encodeParameters([...parameters, ['sign', sign]])
}

const calls: [ApiType, string, string][] = [
  ['digital-goods', '/api/subscription', 'amount=9e99&currencyCode=USD&ag_external_id=a&ag_type=fixed'],
  ['digital-goods', '/api/subscription', 'amount=1&currencyCode=__proto__&ag_external_id=a&ag_type=fixed'],
  ['digital-goods', '/api/subscription', 'ag_external_id=%FF&ag_type=subscription&ag_period_length=-1'],
  ['virtual-currency', '/api/ps', 'widget=__proto__'],
  ['virtual-currency', '/api/ps', 'country_code=%00%00'],
  ['cart', '/api/cart', 'external_ids[__proto__]=a&prices[__proto__]=1'],
  ['cart', '/api/cart', 'external_ids[999]=a&prices[999]=1e309&currencies[999]=USD'],
  ['cart', '/api/cart', 'external_ids[0]=a&prices[0]=-1&currencies[0]=USD'],
  ['cart', '/api/cart', 'external_ids[0][1]=a&prices=1&currencies[]=USD'],
  ['cart', '/api/cart', 'external_ids[0]=a&prices[0]=1&currencies[0]='],
]

it.each(calls)('refuses a signed call of %s to %s with %s, with its reason', async (apiType, path, query) => {
  sandbox.emulator.state.settings.apiType = apiType
  const response = await fetch(`${sandbox.url}${path}?${signedQuery(query)}`)
  sandbox.emulator.state.settings.apiType = 'digital-goods'
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('Not available')
  const { answer, path: noted } = sandbox.emulator.state.requests.at(-1) ?? {}
  expect(noted).toBe(path)
  expect(answer?.split('\n').length).toBeGreaterThan(1)
})

it('notes a body that is too long, and why it was refused', async () => {
  const { status, body } = await post('/api/brick/charge', Buffer.alloc(1_000_001, 'a'), form)
  expect(status).toBe(413)
  expect(JSON.parse(body)).toMatchObject({ type: 'Error' })
  expect(sandbox.emulator.state.requests.at(-1)).toMatchObject({
    path: '/api/brick/charge',
    status: 413,
    answer: expect.stringContaining('1000000'),
  })
})

it('answers any path', async () => {
  for (const path of [
    '/api/nothing',
    '/developers/x',
    '/%',
    '/widget/..%2f',
    '/merchant/payments/%FF',
    '/control/payments/%00',
  ]) {
    const { port } = new URL(sandbox.url)
    const sent = request({ host: '127.0.0.1', port, path, agent: false }).end()
    const status = await new Promise((resolve) =>
      sent.once('response', ({ statusCode }) => resolve(statusCode)),
    )
    expect([400, 404, 501]).toContain(status)
  }
})
