import { expect, test } from 'vitest'
import { inspectRequest } from '@/lib/security/card-guard'

const number = '4242424242424242'
const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
const json = (value: unknown) => ({ method: 'POST', body: JSON.stringify(value) })
const inspect = (path: string, init?: RequestInit) =>
  inspectRequest(new Request(`https://shop.example${path}`, init))

function multipart(content: string, type: string): RequestInit {
  const body = new FormData()
  body.set('file', new Blob([content], { type }), 'note')
  return { method: 'POST', body }
}

test.each<[string, string, RequestInit?]>([
  ['in the path', `/products/${number}`],
  ['in the query', `/?note=${number}`],
  ['as a name', `/?${number}=`],
  ['in a header', '/', { headers: { 'x-note': number } }],
  ['in a header, half a request id', '/', { headers: { 'x-request-id': '64981172-6896-4903' } }],
  ['in the address that led here', '/', { headers: { referer: `https://shop.example/?card=${number}` } }],
  ['in a form', '/login', form({ email: number })],
  ['in JSON inside a form', '/login', form({ 0: JSON.stringify(['x', { deep: [number] }]) })],
  ['in JSON, as a number', '/login', json({ card: { number: Number(number) } })],
  ['in JSON, as a name', '/login', json({ [number]: true })],
  ['in a text', '/login', { method: 'POST', body: `my card: ${number}.` }],
  ['in a file', '/login', multipart(number, 'text/plain')],
  ['under a name that only begins like the provider’s', '/', form({ brick: number, references: number })],
])('a card number %s is found', async (_, path, init) => {
  expect(await inspect(path, init)).toBe('card_number')
})

test.each<[string, string, RequestInit?]>([
  [
    'the provider’s identifiers in a form',
    '/',
    form({ brick_charge_id: number, brick_secure_token: number }),
  ],
  ['the provider’s identifiers in a query', `/?ref=${number}&brick_token=${number}`],
  ['the provider’s identifiers in JSON', '/', json({ brick_reference_id: number })],
  ['a request id', '/', { headers: { 'x-request-id': '64981172-6896-4903-b7ad-6d037c7d7937' } }],
  ['the path of the page that led here', '/', { headers: { referer: `https://else.example/${number}` } }],
  ['no body at all', '/', { method: 'POST' }],
])('%s: let through', async (_, path, init) => {
  expect(await inspect(path, init)).toBe('clean')
})

test('a body of more than a megabyte is refused', async () => {
  expect(await inspect('/', { method: 'POST', body: 'x'.repeat(1_000_001) })).toBe('too_large')
})
