import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { peerHeader, rawUrlHeader } from '@/lib/http/raw-request'
import { hasDigitsEnough, inspectRequest } from '@/lib/security/card-guard'
import { holdsCardNumber } from '@/lib/security/card-numbers'
import { propertyRuns } from '@/test/support/thoroughness'

const shop = 'https://shop.example'
const number = '4242424242424242'
const fullWidth = '４２４２４２４２４２４２４２４２'
const order = '/orders/0k3vd9slq0zxt7wry2np'
const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
const json = (value: unknown) => ({ method: 'POST', body: JSON.stringify(value) })
const text = (body: string) => ({ method: 'POST', body })
const header = (name: string, value: string) => ({
  headers: { [name]: Buffer.from(value).toString('latin1') },
})
const inspect = (path: string, init?: RequestInit) =>
  inspectRequest(new Request(`${shop}${path}`, init), shop)

function multipart(content: string, type: string, name = 'note'): RequestInit {
  const body = new FormData()
  body.set('file', new Blob([content], { type }), name)
  return { method: 'POST', body }
}

function field(name: string, value: string): RequestInit {
  const body = new FormData()
  body.set(name, value)
  return { method: 'POST', body }
}

/** As Node gives it to the shop: the address as it came, in a header besides. */
const arrived = (target: string, headers: Record<string, string> = {}): RequestInit => ({
  headers: { [rawUrlHeader]: target, [peerHeader]: '203.0.113.9', ...headers },
})

test.each<[string, string, RequestInit?]>([
  ['in the path', `/products/${number}`],
  ['in the path, escaped, beside bytes that are no text', '/%FF%34242424242424242'],
  ['in the query', `/?note=${number}`],
  ['in the query, escaped twice', '/?note=4242%2520424242424242'],
  ['in an address in the query', `/login?next=${encodeURIComponent(`/cart?note=${fullWidth}`)}`],
  ['as a name', `/?${number}=`],
  ['in the address as it came', '/', arrived(`/?note=${number}`)],
  ['in a header', '/', header('x-note', number)],
  ['in a header, with full-width digits', '/', header('x-note', fullWidth)],
  ['in a header, half a request id', '/', header('x-request-id', '64981172-6896-4903')],
  ['in the address that led here', '/', header('referer', `${shop}/?card=${number}`)],
  ['in a form', '/login', form({ email: number })],
  ['in a form, with full-width digits', '/register', form({ name: fullWidth })],
  ['in a form of parts, with full-width digits', '/register', field('1_name', fullWidth)],
  ['in a form, two spaces between groups', '/register', form({ name: '4242  4242  4242  4242' })],
  ['in a form, no-break spaces', '/register', form({ name: '4242\u00a04242\u00a04242\u00a04242' })],
  ['in JSON inside a form', '/login', form({ 0: JSON.stringify(['x', { deep: [number] }]) })],
  ['in JSON, as a number', '/login', json({ card: { number: Number(number) } })],
  ['in JSON, as a number too long to be exact', '/login', text('{"n":4000000000000000006}')],
  ['in JSON, escaped', '/login', text('{"n":"\\u0034242 4242 4242 4242"}')],
  ['in JSON, as a name', '/login', json({ [number]: true })],
  ['in JSON in JSON', '/login', json([JSON.stringify({ a: JSON.stringify([fullWidth]) })])],
  [
    'below 30,000 brackets',
    '/login',
    text(`${'['.repeat(30_000)}"4242 ${number.slice(4)}"${']'.repeat(30_000)}`),
  ],
  ['in a text', '/login', text(`my card: ${number}.`)],
  ['in a file', '/login', multipart(number, 'text/plain')],
  ['in the name of a file', '/login', multipart('', 'text/plain', `${fullWidth}.png`)],
  [
    'in a form of parts that is cut off',
    '/',
    {
      ...text(`--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${number}`),
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    },
  ],
  ['under a name that only begins like the provider’s', '/', form({ brick: number, references: number })],
  ['in ref, where the provider sends none', `/?ref=${number}`],
  ['in ref, on a route below the provider’s', `${order}/other?ref=${number}`],
  ['in another filter of the pingback log', `/admin/pingbacks?uid=${number}`],
  [
    'in an address that is pasted to be explained',
    '/admin/pingbacks/explain',
    form({ url: `?note=${number}` }),
  ],
  ['in its ref, in groups', '/admin/pingbacks/explain', form({ url: '?ref=4242-4242-4242-4242' })],
  ['in its path', '/admin/pingbacks/explain', form({ url: `https://other.example/${number}?ref=b1` })],
  ['in its fragment', '/admin/pingbacks/explain', form({ url: `?ref=b1#${number}` })],
  ['pasted as it is', '/admin/pingbacks/explain', form({ url: number })],
  ['with the address that is pasted, as its key', '/admin/pingbacks/explain', form({ secret: number })],
  ['in an address that is pasted elsewhere', '/admin/pingbacks/match', form({ url: `x?ref=${number}` })],
  ['in ref, in groups', `${order}?ref=4242-4242-4242-4242`],
  ['in ref, with full-width digits', `${order}?ref=${fullWidth}`],
  ['in another field of the provider’s route', `${order}?note=${number}`],
  ['in brick_token, where the provider sends none', '/login', form({ brick_token: number })],
  ['in brick_token, whose form is another', '/api/brick/charge', form({ brick_token: number })],
  ['in brick_charge_id, in a page’s own form', order, form({ brick_charge_id: number })],
  [
    'in brick_secure_token, in groups',
    '/api/brick/secure',
    form({ brick_secure_token: '4242 4242 4242 4242' }),
  ],
  [
    'in brick_secure_token, with dashes',
    '/api/brick/secure',
    form({ brick_secure_token: '4242-4242-4242-4242' }),
  ],
  ['in a card holder’s name', '/api/brick/charge', form({ cardholder: fullWidth })],
  ['in a note of an operator', `/admin${order}`, field('1_text', number)],
  ['in a path of the back office that is no payment’s', `/admin/orders/${number}`],
  [
    'in a text with such a path',
    '/',
    header('x-note', `see https://shop.example/admin/pingbacks/ledger/${number}:0`),
  ],
  ['behind a payment’s reference', `/admin/pingbacks/ledger/b1:0:${number}`],
  ['in another field of the search', `/admin/search?query=${number}`],
  ['in the search of another page', `/admin/orders?q=${number}`],
  ['in a form that is sent to the search', '/admin/search', form({ text: number })],
  ['in ref, in JSON', '/api/brick/charge', json({ ref: number })],
])('a card number %s is found', async (_, path, init) => {
  expect(await inspect(path, init)).toBe('card_number')
})

test.each<[string, string, RequestInit?]>([
  [
    'the provider’s identifiers in a return from the bank',
    `/api/brick/secure?state=0k3vd9slq0zxt7wry2np.1800000000.x&ref=${number}`,
    form({ brick_charge_id: number, brick_secure_token: number }),
  ],
  [
    'a query that was appended to one',
    `/api/brick/secure?state=0k3vd9slq0zxt7wry2np.1800000000.x?ref=${number}`,
    form({ brick_charge_id: `${number}_test`, brick_secure_token: `0_64981172-6896-4903-b7ad-${number}` }),
  ],
  [
    'the provider’s identifiers in a charge',
    '/api/brick/charge?order=0',
    form({ brick_reference_id: number }),
  ],
  ['the provider’s identifiers in parts', '/api/brick/charge?order=0', field('brick_charge_id', number)],
  ['whatever an operator searches for', `/admin/search?q=${number}`, arrived(`/admin/search?q=${number}`)],
  [
    'the same on the pages that it leads to',
    `/admin/search?q=4242+4242-${number.slice(8)}&_rsc=1a2b3`,
    arrived('/admin/orders', { referer: `${shop}/admin/search?q=${encodeURIComponent(fullWidth)}` }),
  ],
  ['the same after signing in', `/login?next=${encodeURIComponent(`/admin/search?q=${number}`)}`],
  [
    'a reference on the way back from the payment',
    `${order}?ref=${number}`,
    arrived(`${order}?ref=${number}`),
  ],
  [
    'the same in the page’s own requests',
    `${order}?ref=${number}&_rsc=1a2b3`,
    arrived(`${order}?ref=${number}&_rsc=1a2b3`, {
      referer: `${shop}${order}?ref=${number}`,
      'next-router-state-tree': encodeURIComponent(JSON.stringify(['', `__PAGE__?{"ref":"${number}"}`])),
    }),
  ],
  ['a reference that an operator looks for', `/admin/pingbacks?verdict=applied&ref=${number}`],
  ['one of which they enter a refund', '/admin/pingbacks/refunded', form({ ref: number })],
  ['the same, sent by React', '/admin/pingbacks/refunded', field('1_ref', number)],
  [
    'one that they refund',
    `/admin${order}/partial-refund?ref=${number}&amount=3`,
    form({ _1_ref: number, _1_back: `/admin${order}/partial-refund?ref=${number}` }),
  ],
  [
    'one in an address that they paste to have it explained',
    '/admin/pingbacks/explain',
    form({ url: `https://other.example/api/pingback?uid=u-1&ref=${number}&type=0` }),
  ],
  ['one in a query that they paste', '/admin/pingbacks/explain', field('1_url', `uid=u-1&ref=${number}`)],
  [
    'the same in what the page was told of it',
    '/admin/pingbacks/explain',
    field(
      '0',
      JSON.stringify([
        {
          url: `https://other.example/?ref=${number}`,
          explanation: { parts: [{ name: 'ref', value: number }], notes: ['a = b'] },
        },
        '$K1',
      ]),
    ),
  ],
  ['one whose pingbacks they compare', `/admin/pingbacks/compare?key=${number}:0:${'0a'.repeat(32)}`],
  ['one whose payments they export', `/admin/exports/pingbacks?ref=${number}`],
  [
    'one whose pingback they open',
    `/admin/pingbacks/ledger/${number}%3A0`,
    arrived(`/admin/pingbacks/ledger/${number}%3A0?outcome=1`),
  ],
  [
    'the page that follows on it',
    '/admin/pingbacks',
    header('referer', `${shop}/admin/pingbacks/ledger/${number}%3A0`),
  ],
  ['the same after signing in', `/login?next=${encodeURIComponent(`${order}?ref=${number}`)}`],
  [
    'the same in a report',
    '/api/csp-report',
    json({ 'csp-report': { referrer: `${shop}${order}?ref=${number}` } }),
  ],
  [
    'the address of another site that led here',
    '/',
    header('referer', `https://else.example/${number}?n=${number}`),
  ],
  ['no body at all', '/', { method: 'POST' }],
])('%s: let through', async (_, path, init) => {
  expect(await inspect(path, init)).toBe('clean')
})

test.each([
  ['/', 64 * 1024],
  ['/api/csp-report', 20_000],
])('a body for %s has at most %d bytes', async (path, limit) => {
  expect(await inspect(path, text('x'.repeat(limit)))).toBe('clean')
  expect(await inspect(path, text('x'.repeat(limit + 1)))).toBe('too_large')
})

test('a body without end is read up to the limit and no further', async () => {
  let sent = 0
  let cancelled = false
  const body = new ReadableStream({
    pull(controller) {
      sent += 16_384
      controller.enqueue(new Uint8Array(16_384))
    },
    cancel() {
      cancelled = true
    },
  })
  const request = new Request(`${shop}/`, { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect(await inspectRequest(request, shop)).toBe('too_large')
  expect(cancelled).toBe(true)
  expect(sent).toBeLessThan(128 * 1024)
})

test('a body that says it is too long is not read at all', async () => {
  let pulls = 0
  const body = new ReadableStream({ pull: () => void pulls++ }, { highWaterMark: 0 })
  const init = { method: 'POST', body, duplex: 'half', headers: { 'content-length': '65537' } } as RequestInit
  expect(await inspectRequest(new Request(`${shop}/`, init), shop)).toBe('too_large')
  expect(pulls).toBe(0)
})

describe('a text without digits enough', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '4242',
      '4242424242424242',
      '4',
      ' ',
      '-',
      '.',
      'a',
      '_',
      '%34',
      '\\u0034',
      '{"n":',
      '}',
      '[',
      '４',
    ),
    { maxLength: 24 },
  )

  test('holds no card number, whatever it is wrapped in', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const value = all.join('')
        if (hasDigitsEnough(value)) return
        expect(holdsCardNumber(value), value).toBe(false)
      }),
      { numRuns: propertyRuns() },
    )
  })

  test.each([
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    'text/html,application/xhtml+xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
    'Thu, 26 Nov 2026 19:05:12 GMT',
    '203.0.113.195',
    '/products/commercial-licence?_rsc=1a2b3c',
  ])('is what browsers send: %s', (value) => {
    expect(hasDigitsEnough(value)).toBe(false)
  })

  test.each([number, number.slice(0, 13), '%34%32', '{"n":4.2e15}', fullWidth])('is not: %s', (value) => {
    expect(hasDigitsEnough(value)).toBe(true)
  })
})
