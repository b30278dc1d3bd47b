import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FormBrowser } from '@/lib/form-browser/browser'
import { sender } from '@/lib/form-browser/request'

const page = `<form action="/search"><input name="q"></form>
  <form action="" method="POST" enctype="multipart/form-data"><input type="hidden" name="$ACTION_ID_1"/>
  <input type="hidden" name="from" value="/a?b=1&amp;c=&#x27;d&#x27;"/>
  <input type="checkbox" name="accept" value="yes"/><input type="checkbox" name="news"/><button>Buy now</button></form>`

const posted: string[] = []
const server = createServer(async (request, response) => {
  const cookie = request.headers.cookie ?? ''
  if (request.method === 'POST') {
    posted.push(`${request.url} ${request.headers.origin} ${cookie} ${await text(request)}`)
    return response.writeHead(303, { location: '/done', 'set-cookie': 'session=s2; Path=/; Secure' }).end()
  }
  if (request.url === '/away')
    return response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
  if (request.url === '/done') return response.end(`done with ${cookie}`)
  response.writeHead(200, { 'set-cookie': 'session=s1; Path=/; Secure' }).end(page)
})

let site: URL
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  site = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const newBrowser = () => new FormBrowser(site, sender('a test'))

test('it keeps cookies, sends the form that has the button with its hidden fields, and goes where it leads', async () => {
  const browser = newBrowser()
  const shop = await browser.open('/shop?a=1')
  const done = await browser.submitWith(shop, 'Buy now', { accept: 'yes' })
  expect(done).toMatchObject({ status: 200, body: 'done with session=s2' })
  expect(done.url.pathname).toBe('/done')
  const [sent = ''] = posted
  expect(sent).toContain(`/shop?a=1 ${site.origin} session=s1`)
  expect(sent).toMatch(/name="\$ACTION_ID_1"[\s\S]*name="from"\s+\/a\?b=1&c='d'[\s\S]*name="accept"\s+yes/)
  expect(sent, 'a box that is not ticked').not.toContain('news')
})

test('a form is found by what stands in it', async () => {
  const browser = newBrowser()
  const shop = await browser.open('/shop')
  expect(() => browser.submitWith(shop, 'Sell now')).toThrow('/shop has no form with “Sell now” (status 200)')
  expect(shop.$.html(shop.$('form').first())).toContain('name="q"')
})

test('it does not leave the site', async () => {
  await expect(newBrowser().open('/away')).rejects.toThrow('The shop redirects to https://elsewhere.example.')
})
