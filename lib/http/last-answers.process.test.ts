import { once } from 'node:events'
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { closeAfterAnswers, watchAnswers } from '@/lib/http/last-answers'

const bytes = 'x'.repeat(1_000_000)

test('requests that are under way are answered in full, told that the connection closes, and then no longer keep the server', async () => {
  watchAnswers()
  // By itself it would keep an idle connection for ever.
  const server = createServer({ keepAliveTimeout: 0 }).listen(0)
  await once(server, 'listening')
  const agent = new Agent({ keepAlive: true })
  const begin = async (): Promise<[Promise<unknown[]>, ServerResponse]> => {
    const request = get({ port: (server.address() as AddressInfo).port, agent })
    const [, response] = await once(server, 'request')
    return [once(request, 'response'), response]
  }
  const [unsent, early] = [await begin(), await begin()]
  early[1].writeHead(200).flushHeaders()
  await early[0]

  const closed = once(server.close(), 'close')
  closeAfterAnswers()
  const connections = []
  for (const [answered, response] of [unsent, early]) {
    response.end(bytes)
    const [answer] = (await answered) as [IncomingMessage]
    expect(Buffer.concat(await answer.toArray())).toHaveLength(bytes.length)
    connections.push(answer.headers.connection)
  }
  expect(connections).toEqual(['close', 'keep-alive'])
  await closed
  agent.destroy()
})
