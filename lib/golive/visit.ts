import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isLoopback } from '@/lib/env'
import type { Visit } from '@/lib/golive/check'
import { ownPath } from '@/lib/http/own-path'
import { startTimeout } from '@/lib/timeout'

interface Limits {
  /** In milliseconds. */
  timeout: number
  /** In bytes. */
  size: number
}

const usual: Limits = { timeout: 10_000, size: 2_000_000 }

/**
 * Fetches pages of this shop as a guest does, over the network, each once: without cookies, following no redirect. A
 * certificate that nobody vouches for is accepted on this machine alone.
 *
 * What it returns rejects for a path that leads elsewhere, a shop that can't be reached or does not answer in time, and a page
 * that is too long.
 *
 * @param shopUrl SHOP_URL
 */
export function visitorOf(shopUrl: string, limits: Limits = usual): (path: string) => Promise<Visit> {
  const known = new Map<string, Promise<Visit>>()
  return (path) => {
    const visit = known.get(path) ?? fetchPage(shopUrl, path, limits)
    known.set(path, visit)
    return visit
  }
}

async function fetchPage(shopUrl: string, path: string, limits: Limits): Promise<Visit> {
  if (ownPath(path, '') !== path) throw new Error(`${path} is no path of this shop.`)
  const url = new URL(path, shopUrl)
  const request = (url.protocol === 'https:' ? https : http).get(url, {
    headers: {
      accept: 'text/html,*/*',
      'accept-encoding': 'identity',
      'user-agent': 'go-live check of this shop',
    },
    agent: false,
    rejectUnauthorized: !isLoopback(shopUrl),
  })
  let isLate = false
  const stop = startTimeout(limits.timeout, () => {
    isLate = true
    request.destroy(new Error('late'))
  })
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve).on('error', reject)
    })
    return await read(response, path, limits.size)
  } catch (error) {
    throw isLate ? new Error(`${path} was not answered within ${limits.timeout / 1000} seconds.`) : error
  } finally {
    stop()
    request.destroy()
  }
}

async function read(response: IncomingMessage, path: string, size: number): Promise<Visit> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    length += chunk.length
    if (length > size) throw new Error(`${path} is longer than ${size} bytes.`)
    chunks.push(chunk)
  }
  const headers = new Headers()
  for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
    headers.append(response.rawHeaders[at] ?? '', response.rawHeaders[at + 1] ?? '')
  }
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks).toString() }
}
