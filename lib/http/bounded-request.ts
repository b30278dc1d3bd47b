import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isLoopback } from '@/lib/env'
import { startTimeout } from '@/lib/timeout'

/** What was answered to one request. */
export interface BoundedAnswer {
  status: number
  headers: Headers
  body: string
}

interface Sent {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: Buffer | undefined
}

/** What the answer to one request may cost. */
interface Limits {
  /** In milliseconds. */
  timeout: number
  /** In bytes. */
  size: number
}

/**
 * Sends one request, without cookies, on a connection of its own, and follows no redirect. A certificate that nobody vouches
 * for is accepted on this machine alone.
 *
 * @param name what the errors call it
 * @throws for a server that can't be reached or does not answer in time, and for an answer that is too long
 */
export async function boundedRequest(
  url: URL,
  { method = 'GET', headers, body }: Sent,
  limits: Limits,
  name: string,
): Promise<BoundedAnswer> {
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method,
    headers: {
      accept: 'text/html,*/*',
      'accept-encoding': 'identity',
      ...(body && { 'content-length': String(body.length) }),
      ...headers,
    },
    agent: false,
    rejectUnauthorized: !isLoopback(url.href),
  })
  let isLate = false
  const stop = startTimeout(limits.timeout, () => {
    isLate = true
    request.destroy(new Error('late'))
  })
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve).on('error', reject).end(body)
    })
    return await read(response, limits.size, name)
  } catch (error) {
    throw isLate ? new Error(`${name} was not answered within ${limits.timeout / 1000} seconds.`) : error
  } finally {
    stop()
    request.destroy()
  }
}

async function read(response: IncomingMessage, size: number, name: string): Promise<BoundedAnswer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    length += chunk.length
    if (length > size) throw new Error(`${name} is longer than ${size} bytes.`)
    chunks.push(chunk)
  }
  const headers = new Headers()
  for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
    headers.append(response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '')
  }
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString() }
}
