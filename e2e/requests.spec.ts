import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { headersOf, newPerson } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { inTurn } from '../test/support/thoroughness'

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

interface Sent {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string
}

/** Sends what no browser would: any method, and a path just as it is written. */
function send(url: string, { method, path, headers = {}, body }: Sent): Promise<Answer> {
  const { port } = new URL(url)
  return new Promise((resolve, reject) => {
    const options = {
      host: 'localhost',
      port,
      method,
      path,
      headers,
      rejectUnauthorized: false,
      agent: false,
    }
    const outgoing = request(options, async (answer) => {
      try {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) })
      } catch (error) {
        reject(error)
      }
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const named = ({ method, path, headers, body }: Sent) =>
  `${method} ${path} ${JSON.stringify(headers ?? {})} ${(body ?? '').slice(0, 200)}`

/** What holds for every answer that is given to a request of no use. */
async function expectRefusal(url: string, sent: Sent) {
  const answer = await send(url, sent)
  expect(answer.status, named(sent)).toBeGreaterThanOrEqual(400)
  expect(answer.status, named(sent)).toBeLessThan(500)
  expectGuarded(answer, sent)
}

function expectGuarded({ status, headers }: Answer, sent: Sent) {
  const policy = String(headers['content-security-policy'])
  expect(policy, named(sent)).toContain('frame-ancestors')
  expect(policy, named(sent)).toContain('default-src')
  expect(headers['x-content-type-options'], named(sent)).toBe('nosniff')
  const isKept = status < 300 || status === 304
  if (!isKept) expect(headers['cache-control'], named(sent)).toBe('no-store')
}

/** Nothing that a stranger sends may fill the log with stacks. */
async function expectQuietLog(logs: string) {
  const lines = (await readFile(path.join(logs, 'shop.log'), 'utf8')).split('\n')
  expect(lines.filter((line) => /^\s+at |⨯|^\w*Error\b/.test(line))).toEqual([])
}

const root = process.cwd()

/** Every address of the shop, with the text given for each part that may be anything. */
function addresses(part: string): { address: string; isPage: boolean }[] {
  return readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep))
    .filter((parts) => /^(page\.tsx|route\.ts)$/.test(parts.at(-1) ?? ''))
    .map((parts) => ({
      address: `/${parts
        .slice(0, -1)
        .filter((name) => !name.startsWith('(') && name !== '[variant]')
        .map((name) => (name.startsWith('[') ? part : name))
        .join('/')}`,
      isPage: parts.at(-1) === 'page.tsx',
    }))
}

interface Action {
  id: string
  name: string
  /** Addresses that have it in a form. */
  pages: string[]
}

function actions(): Action[] {
  const manifest: {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>
  } = JSON.parse(readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8'))
  return Object.entries(manifest.node).map(([id, { exportedName, workers }]) => ({
    id,
    name: exportedName,
    pages: Object.keys(workers).map((page) => {
      const parts = page.split('/').slice(1, -1)
      return `/${parts
        .filter((part) => !part.startsWith('(') && part !== '[variant]')
        .map((part) => (part.startsWith('[') ? 'x' : part))
        .join('/')}`
    }),
  }))
}

const multipart = (parts: [head: string, content: string][]) => ({
  headers: { 'content-type': 'multipart/form-data; boundary=x' },
  body: `${parts.map(([head, content]) => `--x\r\ncontent-disposition: form-data; ${head}\r\n\r\n${content}\r\n`).join('')}--x--\r\n`,
})

test('every server action refuses what no form sends, on every page', { tag: '@thorough' }, async ({
  shop,
}) => {
  test.setTimeout(900_000)
  const bad = [
    '[]',
    '["x"]',
    '[null]',
    '[{"a":1}]',
    '[[],[]]',
    '["$K1"]',
    '["$F1"]',
    '["$@1"]',
    '',
    'x',
    'null',
    '{}',
  ]
  const known = actions()
  expect(known.length).toBeGreaterThan(10)
  const tryOut = async ({ id, name, pages }: Action, place: number) => {
    const asText = { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' }
    for (const body of inTurn(bad, place)) {
      // Where it is at home, and where Next passes it on.
      for (const page of [pages[0] ?? '/', '/no-such-page']) {
        await expectRefusal(shop.url, { method: 'POST', path: page, headers: asText, body })
      }
    }
    const page = pages[0] ?? '/'
    const otherwise = [
      multipart([['name="0"', '[]']]),
      multipart([['name="0"', '["$K1",1,2,3]']]),
      multipart([['name="0"; filename="x"', '["$K1"]']]),
      { headers: { 'content-type': 'multipart/form-data' }, body: 'x' },
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\n' },
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' },
      { headers: { 'content-type': 'application/json' }, body: '[]' },
    ]
    for (const { headers, body } of inTurn(otherwise, place)) {
      const sent = { method: 'POST', path: page, headers: { ...headers, 'next-action': id }, body }
      await expectRefusal(shop.url, sent)
    }
    const asForm = multipart([[`name="$ACTION_ID_${id}"`, '']])
    await expectRefusal(shop.url, { method: 'POST', path: '/no-such-page', ...asForm })
    expect(name).not.toBe('')
  }
  await Promise.all(known.map(tryOut))
  await expectQuietLog(shop.logs)
})

test('a call of an action that there is not is refused', async ({ shop }) => {
  const [{ id } = { id: '' }] = actions()
  const changed = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`
  for (const action of [changed, 'x', '__proto__', 'toString', '0'.repeat(42)]) {
    const headers = { 'next-action': action, 'content-type': 'text/plain' }
    await expectRefusal(shop.url, { method: 'POST', path: '/', headers, body: '[]' })
    const form = multipart([[`name="$ACTION_ID_${action}"`, '']])
    await expectRefusal(shop.url, { method: 'POST', path: '/login', ...form })
  }
  for (const origin of ['https://evil.example', 'null', 'junk']) {
    const headers = { 'next-action': id, 'content-type': 'text/plain', origin }
    await expectRefusal(shop.url, { method: 'POST', path: '/', headers, body: '[]' })
  }
  await expectQuietLog(shop.logs)
})

const hostile = [
  '%',
  '%ff',
  '%00',
  '%zz',
  '__proto__',
  'constructor',
  '..%2f..%2fetc',
  '%0d%0ax:y',
  'x'.repeat(3000),
]

test('no address causes a server error, whatever it contains', async ({ shop }) => {
  test.setTimeout(900_000)
  const { cookie } = await headersOf(await newPerson())
  const names = ['problem', 'added', 'removed', 'next', 'price', 'terms', 'deleted', 'requested', 'ended']
  const tryOut = async (part: string) => {
    const query = ['__proto__', 'constructor', ...names].map((name) => `${name}=${part}`).join('&')
    for (const [place, { address, isPage }] of addresses(part).entries()) {
      if (!inTurn(hostile, place).includes(part)) continue
      const sent: Sent = { method: 'GET', path: `${address}?${query.slice(0, 6000)}`, headers: { cookie } }
      const answer = await send(shop.url, sent)
      expect(answer.status, named(sent)).toBeLessThan(500)
      expectGuarded(answer, sent)
      if (!isPage) continue
      const { headers } = multipart([])
      await expectRefusal(shop.url, {
        method: 'POST',
        path: address,
        headers: { ...headers, cookie },
        body: part,
      })
    }
  }
  await Promise.all(hostile.map(tryOut))
  await expectQuietLog(shop.logs)
})

test('cookies and headers that no browser sends do no harm', async ({ shop }) => {
  for (const [place, value] of ['%', '%00', '\u00ff', '__proto__', '"', '{', 'x'.repeat(4000)].entries()) {
    for (const name of inTurn(['session', 'cart', 'callback', 'csrf'], place)) {
      const headers = { cookie: `__Host-foldline.${name}=${value}`, 'user-agent': value }
      const sent = { method: 'GET', path: '/cart', headers }
      expect((await send(shop.url, sent)).status, named(sent)).toBe(200)
    }
    const names = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'referer', 'accept', 'rsc']
    for (const name of inTurn(names, place)) {
      const sent = { method: 'GET', path: '/cart', headers: { [name]: value } }
      expect((await send(shop.url, sent)).status, named(sent)).toBeLessThan(500)
    }
  }
  await expectQuietLog(shop.logs)
})

test('what nothing takes is refused: methods, and what is sent to files', async ({ shop }) => {
  test.setTimeout(900_000)
  const files = readdirSync(path.join(root, 'public'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${path.relative(path.join(root, 'public'), path.join(entry.parentPath, entry.name))}`)
  expect(files.length).toBeGreaterThan(5)
  const places = [
    ...addresses('x').map(({ address }) => address),
    ...files,
    '/no-such-page',
    '/artwork/nope',
    '*',
  ]
  const asked = [{ method: 'TRACE' }, { method: 'PROPFIND' }, { method: 'PUT', body: 'x' }]
  const refuse = async (path: string, place: number) => {
    for (const sent of inTurn(asked, place)) await expectRefusal(shop.url, { ...sent, path })
  }
  await Promise.all(places.map(refuse))
  for (const file of [...files, '/artwork/nope', '/_next/static/nope']) {
    await expectRefusal(shop.url, { method: 'POST', path: file, body: 'x' })
    const answer = await send(shop.url, { method: 'GET', path: file, headers: { range: 'bytes=999999999-' } })
    expect(answer.status, file).toBe(files.includes(file) ? 200 : 404)
  }
  await expectQuietLog(shop.logs)
})

test('headers depend on the response: a 404 is neither cached nor framed, and a file is cached', async ({
  shop,
}) => {
  for (const place of [
    '/artwork/nope',
    '/_next/nope',
    '/_next/static/nope',
    '/api/pingback/x',
    '/404',
    '/_error',
  ]) {
    const answer = await send(shop.url, { method: 'GET', path: place })
    expect(answer.status, place).toBe(404)
    expect(answer.headers['cache-control'], place).toBe('no-store')
    expect(answer.headers['content-security-policy'], place).toContain("frame-ancestors 'self'")
  }
  const artwork = await send(shop.url, { method: 'GET', path: '/artwork/fox.svg' })
  expect(artwork.headers).toMatchObject({
    'cache-control': 'public, max-age=86400',
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  })
  const home = await send(shop.url, { method: 'GET', path: '/' })
  const chunk = /\/_next\/static\/[^"]+\.js/.exec(home.body)?.[0] ?? ''
  const script = await send(shop.url, { method: 'GET', path: chunk })
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

test('an address that is invalid is answered by a page of the shop', async ({ page }) => {
  const answer = await page.goto('/products/%ff')
  expect(answer?.status()).toBe(400)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This address is invalid')
  await expect(page.getByRole('contentinfo')).toContainText('Example Trading Ltd')
  await page.getByRole('link', { name: 'Browse models' }).click()
  await expect(page).toHaveURL(/\/$/)
})
