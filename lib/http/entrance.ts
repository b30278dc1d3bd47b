import { readdirSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { env } from '@/lib/env'
import { answerHeaders } from '@/lib/http/answer-headers'
import { putGate } from '@/lib/http/before-next'
import { isActionId, knownActions } from '@/lib/http/known-actions'

/** The page shown for every address that can't be decoded; it is always answered with status 400. */
const badAddress = '/bad-address'

/** Next's internal pages: requests for them get the shop's 404. */
const innerPages = new Set(['/_error', '/_global-error', '/_not-found', '/404', '/500'])

const anyMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const pageMethods = ['GET', 'HEAD', 'POST']
const fileMethods = ['GET', 'HEAD']

/** Next answers these on a file with a page that it lacks, and so with 500; all of them may be left unheeded. */
const fileConditions = ['range', 'if-match', 'if-unmodified-since']

/**
 * Of a page that is kept for everybody who reads in the same currency: which, its address does not say, so no cache may keep it
 * that several people share. A browser may, but asks each time whether it has changed.
 */
const cachedPage = 'private, no-cache'

const keptPages = new WeakSet<ServerResponse>()

/** Whether an answer whose head is written is a page that Next keeps, so that whoever is led to it gets the same. */
export function isKeptPage(response: ServerResponse): boolean {
  return keptPages.has(response)
}

const actionStatus = 'x-action-status'

interface Refusal {
  status: 400 | 403 | 405 | 409
  text: string
  headers?: Record<string, string>
}

interface Target {
  /** Decoded; undefined when the address can't be read. */
  path: string | undefined
  isFile: boolean
  isHandler: boolean
}

let publicFiles: ReadonlySet<string> | undefined

function isPublicFile(target: string): boolean {
  publicFiles ??= new Set(
    readdirSync('public', { recursive: true }).map((file) => `/${String(file).replaceAll(path.sep, '/')}`),
  )
  return publicFiles.has(target)
}

function targetOf(url: string): Target {
  const place = decodedPath(url)
  return {
    path: place,
    isFile: place !== undefined && (/^\/(_next\/static|artwork)\//.test(place) || isPublicFile(place)),
    isHandler: place?.startsWith('/api/') ?? false,
  }
}

/** The path of a request's target; undefined when it can't be decoded, or when the target holds a NUL anywhere. */
function decodedPath(url: string): string | undefined {
  const [place = ''] = url.split('?', 1)
  if (!place.startsWith('/')) return undefined
  try {
    const decoded = decodeURIComponent(place)
    // What the listener takes, it checks by rules of its own.
    const holdsNul = decoded.includes('\0') || (decoded !== '/api/pingback' && url.includes('%00'))
    return holdsNul ? undefined : decoded
  } catch {
    return undefined
  }
}

function methodRefusal(method: string, target: Target): Refusal | undefined {
  const allowed = target.isFile ? fileMethods : target.isHandler ? anyMethods : pageMethods
  if (allowed.includes(method)) return undefined
  return { status: 405, text: 'Method not allowed.', headers: { Allow: allowed.join(', ') } }
}

/** Next's own check of the origin, which ends in status 500 there. */
function isOwnOrigin({ headers }: IncomingMessage): boolean {
  const { origin } = headers
  if (origin === undefined) return true
  const [forwarded] = [headers['x-forwarded-host'] ?? []].flat()
  const host = forwarded?.split(',')[0]?.trim() || headers.host
  return URL.canParse(origin) && new URL(origin).host === host
}

function actionRefusal(request: IncomingMessage): Refusal | undefined {
  const id = request.headers['next-action']
  const isMultipart = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '')
  if (id === undefined && !isMultipart) return undefined
  if (!isOwnOrigin(request)) return { status: 403, text: 'This form was sent from another site.' }
  if (id === undefined) return undefined
  // Next's own code in the browser reads this header, and reloads the page.
  const headers = { 'x-nextjs-action-not-found': '1' }
  if (!isActionId(id)) return { status: 400, text: 'Unknown action.', headers }
  const known = knownActions()
  return known && !known.has(id)
    ? { status: 409, text: 'This page is from an older version of the shop. Reload it.', headers }
    : undefined
}

/** Why no handler could accept a request, judging by its head; undefined for every other. */
function refusalOf(request: IncomingMessage, target: Target): Refusal | undefined {
  const { method = '' } = request
  const wrongMethod = methodRefusal(method, target)
  if (wrongMethod) return wrongMethod
  if (target.path === undefined && !fileMethods.includes(method)) {
    return { status: 400, text: 'This address is invalid.' }
  }
  return method === 'POST' && !target.isHandler ? actionRefusal(request) : undefined
}

/**
 * Completes the head of an answer when it is written: the headers that protect it depend on what is
 * answered, not on the path that was requested.
 */
function completeHead(request: IncomingMessage, response: ServerResponse, isBadAddress: boolean): void {
  const write: (status: number) => ServerResponse = response.writeHead.bind(response)
  const isForwarded = request.headers['x-action-forwarded'] !== undefined
  response.writeHead = (status: number, ...rest: unknown[]) => {
    for (const [name, value] of rest.flatMap(pairsOf)) response.setHeader(name, value)
    const final = isBadAddress && status === 200 ? 400 : actionStatusOf(response, isForwarded, status)
    const isHtml = /^text\/html/i.test(String(response.getHeader('content-type')))
    for (const [name, value] of Object.entries(answerHeaders(isHtml, env().SHOP_URL))) {
      // A browser takes the headers of 304 over into what it has, and this one does not say what that is.
      if (name === 'Content-Security-Policy' && final === 304) continue
      if (!response.hasHeader(name)) response.setHeader(name, value)
    }
    // Next would let others show it unasked for the rest of its life.
    if (String(response.getHeader('cache-control')).startsWith('s-maxage=')) {
      response.setHeader('Cache-Control', cachedPage)
      keptPages.add(response)
    }
    const isKept = final < 300 || final === 304
    if (!isKept || !response.hasHeader('cache-control')) response.setHeader('Cache-Control', 'no-store')
    return write(final)
  }
}

/** Next has another of its pages run an action that it lacks, by a request to itself, and loses the status on the way. */
function actionStatusOf(response: ServerResponse, isForwarded: boolean, status: number): number {
  if (isForwarded) {
    if (status >= 400) response.setHeader(actionStatus, String(status))
    return status
  }
  const stored = Number(response.getHeader(actionStatus) ?? status)
  response.removeHeader(actionStatus)
  return stored
}

/** The headers that `writeHead` was given: an object, or names and values in turn. */
function pairsOf(given: unknown): [string, string | string[]][] {
  if (typeof given !== 'object' || given === null) return []
  if (!Array.isArray(given)) return Object.entries(given)
  return given.flatMap((name, index) => (index % 2 === 0 ? [[name, given[index + 1]]] : []))
}

function refuse(response: ServerResponse, { status, text, headers }: Refusal): void {
  // What is left of the body is not worth waiting for.
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close', ...headers })
  response.end(text)
}

/** Answers what no handler could accept, and replaces an address that can't be decoded by that of its page. A gate. */
function isRefused(request: IncomingMessage, response: ServerResponse): boolean {
  const target = targetOf(request.url ?? '')
  completeHead(request, response, target.path === undefined || target.path === badAddress)
  const refusal = refusalOf(request, target)
  if (refusal) {
    refuse(response, refusal)
    return true
  }
  if (target.path === undefined) request.url = badAddress
  else if (innerPages.has(target.path)) request.url = '/no-such-page'
  if (target.isFile) for (const name of fileConditions) delete request.headers[name]
  return false
}

/**
 * Runs before Next in this process: requests that would make Next fail are answered here, and every response gets its
 * security headers. Call once per process, before it listens, after the environment is checked.
 */
export function watchEntrance(): void {
  putGate('entrance', isRefused)
}
