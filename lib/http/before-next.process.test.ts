import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { putGate } from '@/lib/http/before-next'

const passed: string[] = []
const server = createServer((request, response) => {
  passed.push(`handled ${request.url}`)
  response.end('handled')
})
putGate('at once', (request) => {
  passed.push(`at once ${request.url}`)
  return false
})
putGate('later', async (request, response) => {
  await new Promise(setImmediate)
  passed.push(`later ${request.url}`)
  if (request.url === '/refused') response.writeHead(403).end('refused')
  return request.url === '/refused'
})
putGate('last', (request) => {
  passed.push(`last ${request.url}`)
  return false
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

const ask = async (path: string) => {
  passed.length = 0
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
  return [answer.status, await answer.text()]
}

test('gates are passed one after the other, those that wait too', async () => {
  expect(await ask('/x')).toEqual([200, 'handled'])
  expect(passed).toEqual(['at once /x', 'later /x', 'last /x', 'handled /x'])
})

test('what a gate answers after a wait goes no further', async () => {
  expect(await ask('/refused')).toEqual([403, 'refused'])
  expect(passed).toEqual(['at once /refused', 'later /refused'])
})
