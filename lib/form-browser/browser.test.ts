import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { maskQuery, maskText } from '@/lib/pingbacks/mask'
import { payletIn } from '@/lib/prove/buyer'
import { formWith, newVisitor, plainText } from '@/lib/prove/visitor'

const page = `<form action="/search"><input name="q"></form>
  <form action="" method="POST"><input type="hidden" name="$ACTION_ID_1"/><input type="hidden" name="from" value="/a?b=1&amp;c=&#x27;d&#x27;"/>
  <input type="checkbox" name="accept"/><button>Buy now</button></form>`

const posted: string[] = []
const server = createServer(async (request, response) => {
  const cookie = request.headers.cookie ?? ''
  if (request.method === 'POST') {
    posted.push(`${request.headers.origin} ${cookie} ${await text(request)}`)
    return response.writeHead(303, { location: '/done', 'set-cookie': 'session=s2; Path=/; Secure' }).end()
  }
  if (request.url === '/away')
    return response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
  if (request.url === '/done') return response.end(`done with ${cookie}`)
  response.writeHead(200, { 'set-cookie': 'session=s1; Path=/; Secure' }).end(page)
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.stubEnv('SHOP_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

test('a visitor keeps cookies, sends the form that has the button with its hidden fields, and goes where it leads', async () => {
  const visitor = newVisitor()
  const shop = await visitor.open('/shop')
  const done = await visitor.send(shop, 'Buy now', { accept: 'yes' })
  expect(done).toMatchObject({ path: '/done', status: 200, html: 'done with session=s2' })
  const [sent = ''] = posted
  expect(sent).toContain(`${process.env.SHOP_URL} session=s1`)
  expect(sent).toMatch(/name="\$ACTION_ID_1"[\s\S]*name="from"\s+\/a\?b=1&c='d'[\s\S]*name="accept"\s+yes/)
  expect(() => visitor.send(shop, 'Sell now')).toThrow('has no form with “Sell now”')
})

test('a visitor does not leave the shop', async () => {
  await expect(newVisitor().open('/away')).rejects.toThrow('leads away from the shop')
})

test('a form is found by what stands in it, and texts are read as they are shown', () => {
  expect(formWith(page, 'name="q"')).toEqual([])
  expect(formWith(page, 'nothing')).toBeUndefined()
  expect(plainText('a &amp;lt; &quot;b&quot; &nbsp;')).toBe('a &lt; "b" &nbsp;')
})

test('the signed address is found in a page’s data and in a frame alike', () => {
  const at = (html: string) =>
    payletIn({ html, path: '/checkout/x', status: 200, headers: new Headers() }, 'http://pay')
  const address = 'http://pay/api/subscription?uid=u1&sign=s'
  expect(
    at(
      `self.__next_f.push([1,"{\\"src\\":\\"http://pay/api/subscription?uid=u1\\u0026sign=s\\",\\"x\\":1}"])`,
    ),
  ).toBe(address)
  expect(at('<iframe src="http://pay/api/subscription?uid=u1&amp;sign=s"></iframe>')).toBe(address)
  expect(() => at('nothing')).toThrow('bears no address')
})

test('signatures and addresses are masked where a query is shown', () => {
  const shown = maskQuery(
    'uid=u1&email=ada%40example.com&key=0123456789abcdef&sign=0123456789abcdef&sig=0123456789abcdef',
  )
  expect(shown).toContain('uid=u1')
  expect(shown).not.toContain('ada@')
  expect(shown).not.toContain('0123456789')
  expect(maskText(`GET /x?${shown}`)).toBe(`GET /x?${shown}`)
})
