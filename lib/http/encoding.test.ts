import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { encode, encodingFor, isCompressible } from '@/lib/http/encoding'

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip', 'gzip'],
  ['GZIP;q=0.5, br;q=0', 'gzip'],
  ['br ; q = 0.000, gzip; q=0.001', 'gzip'],
  ['*', 'br'],
  ['br;q=0, *', 'gzip'],
  ['*;q=0', 'identity'],
  ['identity', 'identity'],
  ['gzipped, brotli', 'identity'],
  ['', 'identity'],
  [undefined, 'identity'],
])('of what a client takes (%s), the best is %s', (accepted, form) => {
  expect(encodingFor(accepted, ['br', 'gzip'])).toBe(form)
})

test('a body is the same in every form', async () => {
  const body = Buffer.from('fox '.repeat(1000))
  expect(gunzipSync(await encode(body, 'gzip', 5)).equals(body)).toBe(true)
  expect(brotliDecompressSync(await encode(body, 'br', 5)).equals(body)).toBe(true)
  expect(await encode(body, 'identity', 5)).toBe(body)
})

test.each([
  ['text/html; charset=utf-8', 5000, true],
  ['text/x-component', 5000, true],
  ['application/javascript; charset=UTF-8', 5000, true],
  ['image/svg+xml', 5000, true],
  ['image/svg+xml', 200, false],
  ['font/woff2', 30_000, false],
  ['image/png', 30_000, false],
])('%s of %i bytes gains by compression: %s', (type, bytes, gains) => {
  expect(isCompressible(type, bytes)).toBe(gains)
})
