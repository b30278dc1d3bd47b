import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { env } from '@/lib/env'
import { keepRawRequests } from '@/lib/http/raw-request'
import { metricsText } from '@/lib/metrics'
import { answerPingbacksFirst } from '@/lib/pingbacks/door'
import { rejectedPingbacks } from '@/lib/pingbacks/rejected'
import { probeHeader, probeProof } from '@/lib/probe-orders/proof'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
keepRawRequests()
answerPingbacksFirst()
answerPingbacksFirst()

// Stands for the framework: what reaches it is passed on to the route.
const reached: IncomingMessage[] = []
const server = createServer((incoming, answer) => {
  reached.push(incoming)
  incoming.resume()
  answer.setHeader('content-type', 'text/plain').end('OK')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo

afterAll(() => server.close())
beforeEach(() => {
  reached.length = 0
})

const genuine = pingbackQuery({ uid: 'u1', goodsid: 'order', type: 0, ref: 'b1' })
const forged = genuine.replace('type=0', 'type=1')

interface Answer {
  status: number | undefined
  body: string
  headers: IncomingMessage['headers']
}

interface Sent {
  method?: string
  body?: string
  headers?: Record<string, string>
}

function send(path: string, { method = 'GET', body = '', headers = {} }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, async (answer) => {
      const text = (await answer.toArray()).join('')
      resolve({ status: answer.statusCode, body: text, headers: answer.headers })
    })
      .on('error', reject)
      .end(body)
  })
}

describe('before the framework', () => {
  test('a genuine pingback is applied and answered there, once', async () => {
    const query = pingbackQuery({ uid: 'u1', goodsid: 'order', type: 0, ref: newReference() })
    expect(await send(`/api/pingback?${query}`)).toMatchObject({ status: 200, body: 'OK' })
    const again = await send(`/api/pingback?${query}`)
    expect(again).toMatchObject({ status: 200, body: 'OK', headers: { 'x-pingback-result': 'duplicate' } })
    expect(reached).toEqual([])
  })

  test.each([
    ['a wrong signature', `/api/pingback?${forged}`, 403],
    ['a fault of form', `/api/pingback?${genuine}&colour=red`, 400],
    ['no query', '/api/pingback', 400],
    ['too long a query', `/api/pingback?${genuine}&note=${'x'.repeat(9000)}`, 414],
    ['another spelling, forged', `/api/pingback/?${forged}`, 403],
  ])('%s is answered there, and counted', async (_, path, status) => {
    await database.query('TRUNCATE pingback_attempts')
    const answer = await send(path)
    expect(answer).toMatchObject({ status, body: 'NOK' })
    expect(answer.headers).toMatchObject({ 'content-type': 'text/plain', 'cache-control': 'no-store' })
    expect(reached).toEqual([])
    await rejectedPingbacks().flush()
    expect(await database.query('SELECT address, arrivals FROM pingback_attempts')).toEqual([
      { address: '127.0.0.1', arrivals: 1 },
    ])
  })

  test('who signed it is told that the address is not on the list, and nobody else is', async () => {
    const settings = env()
    settings.PINGBACK_ALLOWED_IPS = ['203.0.113.1']
    try {
      const refused = await send(`/api/pingback?${genuine}`)
      expect([refused.status, refused.headers['x-pingback-result']]).toEqual([403, 'address_refused'])
      const unsigned = await send(`/api/pingback?${forged}`)
      expect([unsigned.status, unsigned.headers['x-pingback-result']]).toEqual([403, undefined])
    } finally {
      settings.PINGBACK_ALLOWED_IPS = []
    }
  })

  test('what the probe forges is logged, and neither counted in the metrics nor told to the merchant', async () => {
    const { PAYMENTWALL_SECRET_KEY: secret } = env()
    const recut = pingbackQuery({ ag_name: 'x', uid: 'u1', goodsid: 'order', type: 0, ref: 'b2' })
    const old = pingbackQuery({ uid: 'u1', goodsid: 'order', type: 0, ref: 'b3', colour: 'red' })
    const traces = async () => {
      await rejectedPingbacks().flush()
      const text = await metricsText({ jobs: undefined, workerSeenSeconds: undefined, pools: new Map() })
      const counted = /^shop_pingback_seconds_count\{verdict="rejected"\} (\d+)$/m.exec(text)?.[1]
      return { counted, alerts: await database.query('SELECT subject FROM alerts ORDER BY subject') }
    }
    const before = await traces()
    await database.query('TRUNCATE pingback_attempts')
    for (const query of [recut, old]) {
      const headers = { [probeHeader]: probeProof('pingback', query, secret) }
      expect(await send(`/api/pingback?${query}`, { headers })).toMatchObject({ body: 'NOK' })
    }
    expect(await traces()).toEqual(before)
    expect(await database.query('SELECT sum(arrivals)::int AS sum FROM pingback_attempts')).toEqual([
      { sum: 2 },
    ])
    await send(`/api/pingback?${old}`)
    expect(await traces()).not.toEqual(before)
  })

  test.each(['/api/pingback/', '/api/pingback//', '//api/pingback', '/api//pingback'])(
    '%s is the same address',
    async (path) => {
      expect(await send(`${path}?${genuine}`)).toMatchObject({ status: 200, body: 'OK' })
      expect(reached).toEqual([])
    },
  )

  test.each(['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s is answered 405, with a slash at the end or without',
    async (method) => {
      for (const path of ['/api/pingback', '/api/pingback/']) {
        const body = method === 'POST' ? 'x'.repeat(100_000) : ''
        const answer = await send(`${path}?${genuine}`, { method, body })
        expect([answer.status, answer.headers.allow]).toEqual([405, 'GET'])
        expect(answer.body).toBe(method === 'HEAD' ? '' : 'NOK')
      }
      expect(reached).toEqual([])
    },
  )

  test.each(['/', '/api/pingback/x', '/api/pingbacks', '/x/api/pingback', '/api/pingback%2F'])(
    '%s is none of its business',
    async (path) => {
      await send(path, { method: 'POST' })
      expect(reached.map(({ url }) => url)).toEqual([path])
    },
  )
})
