import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isLoopback } from '@/lib/env'
import { startTimeout } from '@/lib/timeout'

/** What was answered to one request. */
export interface Answer {
  url: URL
  status: number
  headers: Headers
  body: string
  /** Each `Set-Cookie` line, as it came. */
  setCookies: string[]
}

interface Sent {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: Buffer
}

/** What a stranger's server may cost: for one request in milliseconds and bytes, and for the whole probe. */
export interface Limits {
  timeout: number
  size: number
  requests: number
  whole: number
}

const usual: Limits = { timeout: 15_000, size: 2_000_000, requests: 120, whole: 300_000 }

/** Sends one request and follows no redirect. */
export type Send = (url: URL, sent?: Sent) => Promise<Answer>

/**
 * What sends the probe's requests: each is bounded in time and size, and all of them in number and time. A certificate that
 * nobody vouches for is accepted on this machine alone.
 */
export function sender(limits: Limits = usual): Send {
  let left = limits.requests
  const end = performance.now() + limits.whole
  return (url, sent = {}) => {
    left--
    if (left < 0) throw new Error(`The probe has sent ${limits.requests} requests, and sends no more.`)
    if (performance.now() > end) throw new Error('The probe took too long, and sends no more requests.')
    return ask(url, sent, limits)
  }
}

async function ask(url: URL, { method = 'GET', headers, body }: Sent, limits: Limits): Promise<Answer> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error(`${url.protocol} is no web address.`)
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method,
    headers: {
      accept: 'text/html,*/*',
      'accept-encoding': 'identity',
      'user-agent': 'go-live-probe',
      ...(body && { 'content-length': String(body.length) }),
      ...headers,
    },
    agent: false,
    rejectUnauthorized: !isLoopback(url.href),
  })
  const stop = startTimeout(limits.timeout, () =>
    request.destroy(new Error(`${url.pathname} was not answered within ${limits.timeout / 1000} seconds.`)),
  )
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve).on('error', reject).end(body)
    })
    return { url, ...(await read(response, url, limits.size)) }
  } finally {
    stop()
    request.destroy()
  }
}

async function read(response: IncomingMessage, url: URL, size: number): Promise<Omit<Answer, 'url'>> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    length += chunk.length
    if (length > size) throw new Error(`${url.pathname} is longer than ${size} bytes.`)
    chunks.push(chunk)
  }
  const headers = new Headers()
  for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
    headers.append(response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '')
  }
  return {
    status: response.statusCode ?? 0,
    headers,
    body: Buffer.concat(chunks).toString(),
    setCookies: response.headers['set-cookie'] ?? [],
  }
}
