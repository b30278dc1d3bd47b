import { type IncomingMessage, ServerResponse } from 'node:http'
import { type Encoding, encode, encodingFor, gzipQuickly, isCompressible } from '@/lib/http/encoding'
import { knowsTag } from '@/lib/http/entity-tag'
import { isKeptPage } from '@/lib/http/entrance'
import { type HeldAnswer, holdAnswer } from '@/lib/http/held-answer'

interface Form {
  /** Names and values in turn. */
  head: string[]
  body: Buffer
}

/** A whole answer that is the same for everybody, compressed once for each form in which it is asked for. */
export interface FinishedAnswer {
  /** Without what depends on the form. */
  headers: readonly [name: string, value: string][]
  etag: string
  body: Buffer
  /** Of Brotli. */
  quality: number
  forms: Map<Encoding, Form | Promise<Form>>
}

/** Headers that belong to one connection or to one form of a body, or are set for each answer. */
const ofOneAnswer =
  /^(?:connection|keep-alive|date|transfer-encoding|content-length|content-encoding|etag|last-modified)$/

/** What a browser would take over from an answer that confirms its copy, though it does not describe that. */
const notOfCopy = /^(?:content-.*)$/

function headersOf(response: ServerResponse): [string, string][] {
  return Object.entries(response.getHeaders()).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, String(each)]),
  )
}

const header = (response: ServerResponse, name: string) => [response.getHeader(name) ?? []].flat().join(', ')

/** The form in which an answer is to be sent. Next is not told what the client takes, or it would compress as well. */
function takeEncoding({ headers }: IncomingMessage, forms: readonly Encoding[]): Encoding {
  const encoding = encodingFor(headers['accept-encoding']?.toString(), forms)
  delete headers['accept-encoding']
  return encoding
}

/**
 * Sends an answer in a form, if its content gains by that, and says in its head that this depends on the client.
 *
 * @param make gives the body in that form
 */
async function sendIn(
  encoding: Encoding,
  response: ServerResponse,
  { body, send }: HeldAnswer,
  make: (body: Buffer) => Buffer | Promise<Buffer>,
): Promise<void> {
  if (!isCompressible(header(response, 'content-type'), body.length)) return send(body)
  const varies = header(response, 'vary')
  if (!/\baccept-encoding\b/i.test(varies)) {
    response.setHeader('Vary', varies ? `${varies}, Accept-Encoding` : 'Accept-Encoding')
  }
  if (encoding === 'identity') return send(body)
  const smaller = await make(body)
  response.setHeader('Content-Encoding', encoding)
  send(smaller)
}

/** Has what is answered compressed in one go as soon as it is complete. For pages, of which a part is of no use. */
export function compressWhole(request: IncomingMessage, response: ServerResponse): void {
  const encoding = takeEncoding(request, ['gzip'])
  holdAnswer(response, (answer) => void sendIn(encoding, response, answer, gzipQuickly))
}

/** How an answer is finished. */
interface Finish {
  quality: number
  /** Its tag, if that is not the one that it comes with. Never for a part of what is asked for: see `FinishedAnswer`. */
  tag?: (body: Buffer) => string
  /** Completes the body before it is compressed, sent and kept. Always in the same way. */
  complete?: (body: Buffer) => Buffer
  /**
   * Gets the answer after it was sent, and the body that it was made of, unless it is one that not everybody may see. Not if
   * the client hung up before.
   */
  keep: (answer: FinishedAnswer, from: Buffer) => void
}

/** Answers a request as Next does, and hands on what can be given again to everybody who asks for the same. */
export function finishAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { quality, tag, complete, keep }: Finish,
): void {
  const encoding = takeEncoding(request, ['br', 'gzip'])
  holdAnswer(response, async (answer) => {
    const { status } = answer
    const body = status === 200 && complete ? complete(answer.body) : answer.body
    const own = tag?.(body) ?? header(response, 'etag')
    // Its forms differ, but say the same.
    const etag = own.startsWith('W/') ? own : `W/${own}`
    if (status === 200 && own) {
      response.setHeader('ETag', etag)
      response.removeHeader('Last-Modified')
    }
    await sendIn(encoding, response, { ...answer, body }, (whole) => encode(whole, encoding, quality))
    const isSame = /\bpublic\b/.test(header(response, 'cache-control')) || isKeptPage(response)
    const isForAll = isSame && !response.hasHeader('set-cookie') && own !== ''
    // Where the client hung up, nothing was sent, and the head lacks the guards that it is completed with.
    if (status !== 200 || !isForAll || !response.headersSent) return
    const headers = headersOf(response).filter(([name]) => !ofOneAnswer.test(name))
    keep({ headers, etag, body, quality, forms: new Map() }, answer.body)
  })
}

async function makeForm(answer: FinishedAnswer, encoding: Encoding): Promise<Form> {
  const body = await encode(answer.body, encoding, answer.quality)
  const head = [...answer.headers, ['etag', answer.etag], ['content-length', String(body.length)]]
  if (encoding !== 'identity') head.push(['content-encoding', encoding])
  const form = { head: head.flat(), body }
  answer.forms.set(encoding, form)
  return form
}

// Without the defaults that are added to what others answer: they are in the head already.
const { writeHead } = ServerResponse.prototype

function sendForm(response: ServerResponse, { head, body }: Form): void {
  writeHead.call(response, 200, head)
  response.end(body)
}

/**
 * Answers GET or HEAD with what is finished, or with 304 if the client has it. Other conditions, and ranges, may be left
 * unheeded.
 */
export function sendFinished(
  { headers }: IncomingMessage,
  response: ServerResponse,
  answer: FinishedAnswer,
): void {
  const known = headers['if-none-match']
  if (known !== undefined && knowsTag(known, answer.etag) && headers['cache-control'] !== 'no-cache') {
    const head = answer.headers.filter(([name]) => !notOfCopy.test(name))
    writeHead.call(response, 304, [...head, ['etag', answer.etag]].flat())
    response.end()
    return
  }
  const type = answer.headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  const encoding = isCompressible(type, answer.body.length)
    ? encodingFor(headers['accept-encoding']?.toString(), ['br', 'gzip'])
    : 'identity'
  const form = answer.forms.get(encoding) ?? makeForm(answer, encoding)
  if (form instanceof Promise) {
    answer.forms.set(encoding, form)
    void form.then((made) => response.destroyed || sendForm(response, made))
  } else sendForm(response, form)
}
