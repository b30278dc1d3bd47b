import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { Client } from 'pg'
import { exampleValues } from '@/scripts/settings'
import {
  type Answer,
  type App,
  type Listeners,
  placeOrders,
  prepareListeners,
  send,
  violations,
} from '../test/support/listener'
import { pingbackQuery } from '../test/support/pingbacks'
import { wireTo } from '../test/support/wire'

// The listener of the production build, over HTTP, in processes that may be killed.

const secret = exampleValues().PAYMENTWALL_SECRET_KEY ?? ''
// They share two processes, and take turns.
test.describe.configure({ mode: 'default' })

// Where there is no time for all, the drill kills, and the database is away altogether.
const thorough = { tag: '@thorough' }

let listeners: Listeners
let first: App
let second: App

test.beforeAll(async () => {
  listeners = await prepareListeners()
  first = await listeners.app()
  second = await listeners.app()
  await Promise.all([first.start(), second.start()])
})
test.afterAll(() => listeners.stop())

type Parameters = Record<string, string | number | undefined>

/** The target of a genuine pingback for an order. */
const targetOf = (order: string, parameters: Parameters) =>
  `/api/pingback?${pingbackQuery({ uid: order, goodsid: order, ref: `b${order}`, ...parameters }, { secret })}`

const isOk = ({ status, body }: Answer) => status === 200 && body.equals(Buffer.from('OK'))
const isDuplicate = ({ headers }: Answer) => headers['x-pingback-result'] === 'duplicate'

const countOf = async (table: string, order: string) => {
  const [row] = await listeners.query<{ count: string }>(
    `SELECT count(*) FROM ${table} WHERE order_id = $1`,
    [order],
  )
  return Number(row?.count)
}

/** Lines of a process's log that tell of an error; that a pingback was sent away to come again is none. */
const errorsOf = async (app: App) =>
  (await readFile(app.log, 'utf8'))
    .split('\n')
    .filter((line) => /"level":[56]0/.test(line) && !line.includes('so it comes again'))

/** Sends until it is answered OK, as the provider does. */
async function insist(app: App, target: string): Promise<void> {
  await expect
    .poll(() => send(app.port, target).then(isOk, () => false), { timeout: 60_000, intervals: [50] })
    .toBe(true)
}

/** Sends as the provider does: what is answered 503, on a machine that is too busy, comes again. Returns the last answer. */
async function deliver(app: App, target: string): Promise<Answer> {
  for (;;) {
    const answer = await send(app.port, target)
    if (answer.status !== 503) return answer
    expect(answer.headers['retry-after']).toBeDefined()
  }
}

test('1,000 identical at once: 1,000 OK, one ledger row, 1 grant, no error', thorough, async () => {
  const [order = ''] = await placeOrders(listeners.query, 'same', 1)
  const target = targetOf(order, { type: 0 })
  const answers = await Promise.all(Array.from({ length: 1000 }, () => deliver(first, target)))
  expect(answers.filter(isOk)).toHaveLength(1000)
  expect(answers.filter((answer) => !isDuplicate(answer)).length).toBeLessThanOrEqual(1)
  expect(await countOf('pingbacks', order)).toBe(1)
  expect(await countOf('deliveries', order)).toBe(1)
  // One that was sent away may have been stored all the same.
  expect(await countOf('pingback_attempts', order)).toBeGreaterThanOrEqual(1000)
  expect(await errorsOf(first)).toEqual([])
})

test('1,000 identical to two processes: 1,000 OK, one ledger row, 1 grant, no error', async () => {
  const [order = ''] = await placeOrders(listeners.query, 'both', 1)
  const target = targetOf(order, { type: 0 })
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, n) => deliver(n % 2 ? first : second, target)),
  )
  expect(answers.filter(isOk)).toHaveLength(1000)
  expect(answers.filter((answer) => !isDuplicate(answer)).length).toBeLessThanOrEqual(1)
  expect(await countOf('pingbacks', order)).toBe(1)
  expect(await countOf('deliveries', order)).toBe(1)
  expect([...(await errorsOf(first)), ...(await errorsOf(second))]).toEqual([])
})

test('payments and reversals of 100 orders, all at once to two processes: 1 grant each, withdrawn for every second', async () => {
  const orders = await placeOrders(listeners.query, 'mix', 100)
  const targets = orders.flatMap((order, n) => [
    targetOf(order, { type: 0 }),
    targetOf(order, { type: 201 }),
    targetOf(order, { type: 0, ref: `c${order}` }),
    ...(n % 2
      ? [targetOf(order, { type: 2 }), targetOf(order, { type: 2, ref: `c${order}`, reason: 1 })]
      : []),
  ])
  const shuffled = targets.map((target, n) => ({ target, key: (n * 7919) % targets.length }))
  shuffled.sort((a, b) => a.key - b.key)
  // One that meets another process on its order may be told to come again.
  await Promise.all(shuffled.map(({ target }, n) => insist(n % 2 ? first : second, target)))
  expect(await violations(listeners.query)).toEqual([])
  const held = await listeners.query<{ order_id: string }>(
    "SELECT order_id FROM deliveries WHERE order_id LIKE 'mix%' AND withdrawn_at IS NULL ORDER BY order_id",
  )
  expect(held.map(({ order_id }) => order_id)).toEqual(orders.filter((_, n) => n % 2 === 0))
})

test('200 at once with a pool of one connection: 200 OK, 1 grant each', thorough, async () => {
  const app = await listeners.app({ PINGBACK_CONNECTIONS: '1' })
  await app.start()
  const orders = await placeOrders(listeners.query, 'one', 200)
  const answers = await Promise.all(orders.map((order) => deliver(app, targetOf(order, { type: 0 }))))
  expect(answers.filter(isOk)).toHaveLength(200)
  const granted = await listeners.query("SELECT FROM deliveries WHERE order_id LIKE 'one%'")
  expect(granted).toHaveLength(200)
  expect(await errorsOf(app)).toEqual([])
  await app.child.stop()
})

test('a stuck order: its own are answered 503, others are served while they wait; afterwards 1 grant', async () => {
  const [stuck = '', ...others] = await placeOrders(listeners.query, 'stuck', 61)
  const holder = new Client({ connectionString: listeners.databaseUrl })
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [stuck])
  // Different ones, since what is alike shares a statement.
  const own = Array.from({ length: 200 }, (_, n) => targetOf(stuck, { type: 0, ref: `b${n}` }))
  const waiting = Promise.all(own.map((target) => send(first.port, target)))
  for (const order of others) await insist(first, targetOf(order, { type: 0 }))
  const refused = await waiting
  await holder.query('COMMIT')
  await holder.end()

  expect(new Set(refused.map(({ status, body }) => `${status} ${body}`))).toEqual(new Set(['503 NOK']))
  expect(refused.every(({ headers }) => headers['retry-after'] === '30')).toBe(true)
  expect(await countOf('pingbacks', stuck)).toBe(0)
  const granted = await listeners.query("SELECT FROM deliveries WHERE order_id LIKE 'stuck%'")
  expect(granted).toHaveLength(others.length)

  await Promise.all(own.slice(0, 5).map((target) => insist(first, target)))
  expect(await countOf('deliveries', stuck)).toBe(1)
})

test('the answer is two bytes of plain text, and nothing around them', async () => {
  const [order = ''] = await placeOrders(listeners.query, 'byte', 1)
  const answer = await send(first.port, targetOf(order, { type: 0 }))
  expect(answer.status).toBe(200)
  expect([...answer.body]).toEqual([0x4f, 0x4b])
  expect(answer.headers['content-type']).toMatch(/^text\/plain(;|$)/)
  expect(answer.headers['content-encoding']).toBeUndefined()
  expect(answer.headers.location).toBeUndefined()
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(answer.headers['x-pingback-result']).toBeUndefined()
  const again = await send(first.port, targetOf(order, { type: 0 }))
  expect([...again.body]).toEqual([0x4f, 0x4b])
  expect(again.headers['x-pingback-result']).toBe('duplicate')
})

for (const method of ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']) {
  test(`${method} is answered 405 and stores nothing: 0 grants`, async () => {
    const [order = ''] = await placeOrders(listeners.query, method.toLowerCase(), 1)
    const answer = await send(first.port, targetOf(order, { type: 0 }), { method })
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET'])
    expect(answer.body.toString()).toBe(method === 'HEAD' ? '' : 'NOK')
    expect(await countOf('pingbacks', order)).toBe(0)
  })
}

for (const [prefix, path] of [
  ['slash', '/api/pingback/'],
  ['slashes', '//api/pingback'],
] as const) {
  test(`${path} is answered as /api/pingback is, without a redirect: 1 grant`, async () => {
    const [order = ''] = await placeOrders(listeners.query, prefix, 1)
    const target = targetOf(order, { type: 0 }).replace('/api/pingback', path)
    const answer = await send(first.port, target)
    expect([answer.status, answer.body.toString(), answer.headers.location]).toEqual([200, 'OK', undefined])
    expect(await countOf('deliveries', order)).toBe(1)
    expect((await send(first.port, target.replace('type=0', 'type=2'))).status).toBe(403)
    expect((await send(first.port, target, { method: 'HEAD' })).status).toBe(405)
    expect((await send(first.port, target, { method: 'POST' })).status).toBe(405)
  })
}

test('2,000 forged ones with 100 genuine among them, all at once: each is answered, 100 OK, 1 grant each', async () => {
  const orders = await placeOrders(listeners.query, 'flood', 100)
  const forged = Array.from({ length: 2000 }, (_, n) =>
    targetOf(`nobody${n}`, { type: 0 }).replace('type=0', 'type=1'),
  )
  const flood = Promise.all(forged.map((target) => send(first.port, target)))
  const answers = await Promise.all(orders.map((order) => send(first.port, targetOf(order, { type: 0 }))))
  expect(answers.filter(isOk)).toHaveLength(100)
  expect(new Set((await flood).map(({ status, body }) => `${status} ${body}`))).toEqual(new Set(['403 NOK']))
  expect(await listeners.query("SELECT FROM deliveries WHERE order_id LIKE 'flood%'")).toHaveLength(100)
})

test.describe('the query is read as it came over the wire', () => {
  const cases: [title: string, change: (target: string) => string, status: number][] = [
    ['a byte that is not UTF-8', (target) => target.replace('type=', 'note=%FF&type='), 400],
    ['__proto__', (target) => `${target}&__proto__=1`, 400],
    ['a parameter that the framework takes for its own', (target) => `${target}&nxtPorder=1`, 400],
    ['another of the framework’s', (target) => `${target}&_rsc=1`, 400],
    ['a parameter twice', (target) => `${target}&type=0`, 400],
    ['an array', (target) => `${target}&goodsid[]=x`, 400],
    ['a changed value', (target) => target.replace('type=0', 'type=2'), 403],
    ['no query', () => '/api/pingback', 400],
    ['9 KB', (target) => `${target}&note=${'x'.repeat(9000)}`, 414],
    ['20 KB, which Node itself refuses', (target) => `${target}&note=${'x'.repeat(20_000)}`, 431],
  ]
  for (const [title, change, status] of cases) {
    test(`${title}: ${status}, 0 grants`, async () => {
      const [order = ''] = await placeOrders(
        listeners.query,
        `raw${cases.findIndex(([name]) => name === title)}x`,
        1,
      )
      const answer = await send(first.port, change(targetOf(order, { type: 0 })))
      expect(answer.status).toBe(status)
      expect(answer.body.toString()).not.toBe('OK')
      expect(await countOf('pingbacks', order)).toBe(0)
    })
  }

  test('1 MB: Node refuses it by 431, or by hanging up while it is still being sent', async () => {
    const [order = ''] = await placeOrders(listeners.query, 'huge', 1)
    const target = `${targetOf(order, { type: 0 })}&note=${'x'.repeat(1 << 20)}`
    const answer = await send(first.port, target).then(
      ({ status }) => status,
      ({ code }: NodeJS.ErrnoException) => code,
    )
    expect([431, 'ECONNRESET', 'EPIPE']).toContain(answer)
    expect(await countOf('pingbacks', order)).toBe(0)
    expect(isOk(await send(first.port, targetOf(order, { type: 0 })))).toBe(true)
  })

  test('headers that claim another query or another sender change nothing', async () => {
    const [order = ''] = await placeOrders(listeners.query, 'claim', 1)
    const forged = targetOf(order, { type: 0 }).replace('type=0', 'type=1')
    const genuine = targetOf(order, { type: 0 })
    const headers = {
      'x-raw-url': genuine,
      'x-forwarded-uri': genuine,
      'x-invoke-path': genuine,
      'x-rewrite-url': genuine,
    }
    expect((await send(first.port, forged, { headers })).status).toBe(403)
  })
})

test('an address list behind a trusted proxy: the entry that the proxy made counts, not what the client put before it: 0 grants, then 1', {
  tag: '@thorough',
}, async () => {
  const app = await listeners.app({
    PINGBACK_ALLOWED_IPS: '216.127.71.0/24',
    TRUSTED_PROXIES: '127.0.0.1/32',
  })
  await app.start()
  const [order = ''] = await placeOrders(listeners.query, 'list', 1)
  const from = (forwarded: string | undefined) =>
    send(app.port, targetOf(order, { type: 0 }), {
      headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
    })
  for (const refused of [
    undefined,
    '1.2.3.4',
    '216.127.71.9, 1.2.3.4',
    '216.127.72.0',
    '216.127.70.255',
    'nonsense',
  ]) {
    expect([refused, (await from(refused)).status]).toEqual([refused, 403])
  }
  expect(await countOf('pingbacks', order)).toBe(0)
  for (const accepted of ['216.127.71.0', '216.127.71.255', '::ffff:216.127.71.9', '1.2.3.4, 216.127.71.9']) {
    expect([accepted, isOk(await from(accepted))]).toEqual([accepted, true])
  }
  expect(await countOf('deliveries', order)).toBe(1)
  await app.child.stop()
})

test(
  'the process is killed after the commit and before the answer: sent again it is a duplicate, 1 grant',
  thorough,
  async () => {
    const wire = await wireTo(listeners.databaseUrl)
    const app = await listeners.app({ DATABASE_URL: wire.url, PINGBACK_CONNECTIONS: '1' })
    await app.start()
    const [warm = '', order = ''] = await placeOrders(listeners.query, 'answer', 2)
    expect(isOk(await send(app.port, targetOf(warm, { type: 0 })))).toBe(true)

    const committed = wire.holdNextAnswer()
    const answer = send(app.port, targetOf(order, { type: 0 })).catch((error: Error) => error)
    await committed
    await app.child.kill()
    expect(await answer).toBeInstanceOf(Error)
    expect(await countOf('pingbacks', order)).toBe(1)

    await app.start()
    const again = await send(app.port, targetOf(order, { type: 0 }))
    expect([isOk(again), isDuplicate(again)]).toEqual([true, true])
    expect(await countOf('deliveries', order)).toBe(1)
    await app.child.stop()
    wire.stop()
  },
)

test('SIGTERM with requests in flight: what was answered OK is stored, the rest succeeds when sent again, 1 grant each', {
  tag: '@thorough',
}, async () => {
  const app = await listeners.app()
  await app.start()
  const orders = await placeOrders(listeners.query, 'term', 400)
  let answered = 0
  const { promise: underWay, resolve: someAnswered } = deferred()
  const sent = orders.map((order) =>
    send(app.port, targetOf(order, { type: 0 })).then(
      (answer) => {
        if (!isOk(answer)) return []
        if (++answered === 40) someAnswered()
        return [order]
      },
      () => [],
    ),
  )
  await underWay
  await app.child.stop()
  const acknowledged = (await Promise.all(sent)).flat()
  expect(acknowledged.length).toBeGreaterThanOrEqual(40)
  const stored = await listeners.query<{ order_id: string }>(
    "SELECT order_id FROM pingbacks WHERE order_id LIKE 'term%'",
  )
  const isStored = new Set(stored.map(({ order_id }) => order_id))
  expect(acknowledged.filter((order) => !isStored.has(order))).toEqual([])
  // It ended by itself, within its patience, not by force.
  expect(await app.child.ended).not.toContain('SIGKILL')

  await app.start()
  await Promise.all(orders.map((order) => insist(app, targetOf(order, { type: 0 }))))
  expect(await listeners.query("SELECT FROM deliveries WHERE order_id LIKE 'term%'")).toHaveLength(400)
  await app.child.stop()
})

test(
  'a database that has fallen silent: 503 while it is, and OK as soon as it speaks again, 1 grant',
  thorough,
  async () => {
    const wire = await wireTo(listeners.databaseUrl)
    const app = await listeners.app({ DATABASE_URL: wire.url, PINGBACK_CONNECTIONS: '1' })
    await app.start()
    const [warm = '', order = ''] = await placeOrders(listeners.query, 'silent', 2)
    expect(isOk(await send(app.port, targetOf(warm, { type: 0 })))).toBe(true)
    wire.holdNextAnswer()
    const answer = await send(app.port, targetOf(order, { type: 0 }))
    expect([answer.status, answer.body.toString()]).toEqual([503, 'NOK'])
    // It had been stored; nobody could know.
    expect(isDuplicate(await send(app.port, targetOf(order, { type: 0 })))).toBe(true)
    expect(await countOf('deliveries', order)).toBe(1)
    await app.child.stop()
    wire.stop()
  },
)

// Last, since it takes the database away from all of them.
test('the database down, at the start and mid-way: 503, then OK without a restart, 1 grant', async () => {
  const [order = '', other = ''] = await placeOrders(listeners.query, 'down', 2)
  await listeners.postgres.kill()
  const late = await listeners.app()
  await late.start()
  for (const app of [first, late]) {
    const answer = await send(app.port, targetOf(order, { type: 0 }))
    expect([answer.status, answer.body.toString()]).toEqual([503, 'NOK'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  }
  await listeners.postgres.restart()
  await insist(first, targetOf(order, { type: 0 }))
  await insist(late, targetOf(other, { type: 0 }))
  expect([await countOf('deliveries', order), await countOf('deliveries', other)]).toEqual([1, 1])
  expect([first.child.code, late.child.code]).toEqual([undefined, undefined])
  expect(await violations(listeners.query)).toEqual([])
})

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}
