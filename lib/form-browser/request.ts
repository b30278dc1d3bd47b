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

async function ask(url: URL, { headers, ...sent }: Sent, limits: Limits): Promise<Answer> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error(`${url.protocol} is no web address.`)
  const own = { 'user-agent': 'go-live-probe', ...headers }
  const answer = await boundedRequest(url, { ...sent, headers: own }, limits, url.pathname)
  return { ...answer, url, setCookies: answer.headers.getSetCookie() }
}
