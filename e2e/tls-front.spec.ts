import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'
import { expect, fromSetup, test } from '../test/support/fixtures'

// The shop as a browser reaches it, spoken to in bytes that no browser would send.

/** Sends bytes as they are; returns all that is answered until the shop closes the connection. */
async function speak(url: string, words: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const ca = readFileSync(fromSetup('E2E_CERTIFICATE'))
  const socket = connect({ host: hostname, port: Number(port), ca })
  let heard = ''
  socket.on('error', () => {})
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1')
  })
  socket.write(words, 'latin1')
  await new Promise((resolve) => socket.once('close', resolve))
  return heard
}

const statusesOf = (heard: string) => [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status)

const hidden = 'GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n'
const chunk = `${hidden.length.toString(16)}\r\n${hidden}\r\n`
const disguises = {
  'a length and chunks': [
    `Content-Length: ${hidden.length + 5}\r\nTransfer-Encoding: chunked`,
    `0\r\n\r\n${hidden}`,
  ],
  'chunks and a length': ['Transfer-Encoding: chunked\r\nContent-Length: 4', `${chunk}0\r\n\r\n`],
  'chunks twice': ['Transfer-Encoding: chunked\r\nTransfer-Encoding: x', `0\r\n\r\n${hidden}`],
  'a chunk': ['Transfer-Encoding: chunked', `${chunk}0\r\n\r\n`],
}

for (const [name, [headers, body]] of Object.entries(disguises)) {
  test(`a request hidden by ${name} gets no answer`, async ({ shop }) => {
    for (const method of ['GET', 'POST']) {
      const head = `${method} /terms HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n\r\n`
      const heard = await speak(shop.url, head + body)
      expect(statusesOf(heard)).toHaveLength(1)
      expect(heard).not.toContain('{"ok":true}')
    }
  })
}

test('no target, host or forwarded host leads away from the shop', async ({ shop }) => {
  const targets = [
    'http://evil.example/account',
    'https://evil.example/cart/',
    'http://evil.example//account/',
    '//evil.example/account',
    '//evil.example/..',
    '/\\evil.example/',
    '/account',
    '/cart/',
  ]
  const places: string[] = []
  for (const target of targets) {
    for (const names of ['Host: evil.example', 'Host: localhost\r\nX-Forwarded-Host: evil.example']) {
      const heard = await speak(shop.url, `GET ${target} HTTP/1.1\r\n${names}\r\nConnection: close\r\n\r\n`)
      expect(statusesOf(heard)).toHaveLength(1)
      const place = /^location: *(.*?)\r$/im.exec(heard)?.[1]
      if (place !== undefined) places.push(`${target} to ${new URL(place, shop.url).origin}`)
    }
  }
  expect(places.length).toBeGreaterThan(0)
  expect(places.filter((place) => !place.endsWith(` to ${shop.url}`))).toEqual([])
})

test('what a page redirects to stays on https', async ({ page, baseURL }) => {
  const left: string[] = []
  page.on('request', (request) => new URL(request.url()).origin !== baseURL && left.push(request.url()))
  await page.goto('/account')
  await expect(page).toHaveURL(`${baseURL}/login?next=%2Faccount`)
  expect(left).toEqual([])
})
