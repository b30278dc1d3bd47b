import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { keepAnswers, setAnswerStatus } from '@/lib/http/answer-status'

keepAnswers()
const server = createServer(async (request, answer) => {
  // Whatever a page awaits lies in between.
  await new Promise((resolve) => setImmediate(resolve))
  if (request.url === '/late') answer.flushHeaders()
  if (request.url !== '/other') setAnswerStatus(503, { 'Retry-After': '10' })
  answer.end()
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
afterAll(() => server.close())

const ask = async (path: string) => {
  const { status, headers } = await fetch(`http://127.0.0.1:${port}${path}`)
  return [status, headers.get('retry-after')]
}

test('each answer has its own status, also of requests at once and one after the other', async () => {
  const one = [503, '10']
  const other = [200, null]
  const paths = ['/one', '/other', '/one', '/other', '/other', '/one']
  const expected = paths.map((path) => (path === '/one' ? one : other))
  expect(await Promise.all(paths.map(ask))).toEqual(expected)
  for (const [index, path] of paths.entries()) expect(await ask(path)).toEqual(expected[index])
})

test('an answer that has begun stays as it is', async () => {
  expect(await ask('/late')).toEqual([200, null])
})

test('outside a request nothing happens', () => {
  expect(() => setAnswerStatus(503, {})).not.toThrow()
})
