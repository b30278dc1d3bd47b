import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export const answerOk: Answer = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end('OK')
}

export const answerWith =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

/** A real HTTP listener in the shop's place: it records each pingback and answers as told. */
export async function startShop() {
  const received: URL[] = []
  const waiting: (() => void)[] = []
  let answer = answerOk
  const server = createServer((request, response) => {
    received.push(new URL(request.url ?? '/', 'http://shop'))
    for (const wake of waiting.splice(0)) wake()
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer(next: Answer) {
      answer = next
    },
    async receives(count: number) {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
