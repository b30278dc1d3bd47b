import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface ReceivedCall {
  method: string
  path: string
  headers: IncomingMessage['headers']
  parameters: URLSearchParams
}

/** What to answer: JSON with status 200, a status and a body, or whatever is done to the response. */
type Answer =
  | { json: unknown; status?: number }
  | { body: string; status?: number }
  | ((response: ServerResponse) => void)

/** A stand-in for Paymentwall's API that answers as a test says, for what the emulator can't be brought to answer. */
export interface Provider {
  url: string
  calls: ReceivedCall[]
  /** Set by the test; asked for each call. */
  answer: (call: ReceivedCall) => Answer | Promise<Answer>
  close(): Promise<void>
}

export async function startProvider(): Promise<Provider> {
  const server = createServer(async (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const body = request.method === 'POST' ? await text(request) : query
    const call: ReceivedCall = {
      method: request.method ?? '',
      path,
      headers: request.headers,
      parameters: new URLSearchParams(body),
    }
    provider.calls.push(call)
    const answer = await provider.answer(call)
    if (typeof answer === 'function') return answer(response)
    response.statusCode = answer.status ?? 200
    response.end('json' in answer ? JSON.stringify(answer.json) : answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const provider: Provider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    answer: () => ({ json: {} }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return provider
}
