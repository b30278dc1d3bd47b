import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { getCloneableBody } from 'next/dist/server/body-streams'
import { expect, test } from 'vitest'
import { keepRawRequests } from '@/lib/http/raw-request'

test('who leaves after the body was read, and before it is used, raises nothing', async () => {
  keepRawRequests()
  // As Next reads a body for its proxy.
  const keeping = createServer(async (request) => {
    const body = getCloneableBody(request)
    body.cloneBodyStream().resume()
    await body.finalize()
    client.destroy()
  })
  await new Promise<void>((resolve) => keeping.listen(0, '127.0.0.1', resolve))
  const asked = once(keeping, 'request') as Promise<[IncomingMessage]>
  const client = connect((keeping.address() as AddressInfo).port, '127.0.0.1')
  client.write('POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx')
  const [request] = await asked
  await once(request.socket, 'close')
  expect(request.socket.destroyed).toBe(true)
  keeping.close()
})
