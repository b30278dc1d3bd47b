import { type BoundedAnswer, boundedRequest } from '@/lib/http/bounded-request'

/** What was answered to one request. */
export interface Answer extends BoundedAnswer {
  url: URL
  /** Each `Set-Cookie` line, as it came. */
  setCookies: string[]
}

interface Sent {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: Buffer
}

/** What a server may cost that may be a stranger's: for one request in milliseconds and bytes, and for all of them. */
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
 * What sends the requests of a form browser: each is bounded in time and size, and all of them in number and time. A
 * certificate that nobody vouches for is accepted on this machine alone.
 *
 * @param name what it calls itself to the server
 */
export function sender(name: string, limits: Limits = usual): Send {
  let left = limits.requests
  const end = performance.now() + limits.whole
  return (url, sent = {}) => {
    left--
    if (left < 0) throw new Error(`${limits.requests} requests were sent, which is the limit.`)
    if (performance.now() > end) throw new Error('The requests took too long and were stopped.')
    return ask(url, { ...sent, headers: { 'user-agent': name, ...sent.headers } }, limits)
  }
}

async function ask(url: URL, sent: Sent, limits: Limits): Promise<Answer> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error(`${url.protocol} is not a web address.`)
  const answer = await boundedRequest(url, sent, limits, url.pathname)
  return { ...answer, url, setCookies: answer.headers.getSetCookie() }
}
