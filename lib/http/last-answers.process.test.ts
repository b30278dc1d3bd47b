import { once } from 'node:events'
import { Agent, createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { closeAfterAnswers } from '@/lib/http/last-answers'

test('a request that is under way is answered in full, and then its connection no longer keeps the server', async () => {
  // By itself it would keep an idle connection for ever.
  const server = createServer({ keepAliveTimeout: 0 }).listen(0)
  await once(server, 'listening')
  const agent = new Agent({ keepAlive: true })
  const request = get({ port: (server.address() as AddressInfo).port, agent })
  const [, response] = await once(server, 'request')

  const closed = once(server.close(), 'close')
  closeAfterAnswers()
  response.end('x'.repeat(1_000_000))
  const [answer] = await once(request, 'response')
  expect(Buffer.concat(await answer.toArray())).toHaveLength(1_000_000)
  await closed
  agent.destroy()
})
