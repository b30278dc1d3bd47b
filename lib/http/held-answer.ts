import type { ServerResponse } from 'node:http'

/** An answer that is complete, and of which nothing is sent yet. Headers may still be set on its response. */
export interface HeldAnswer {
  status: number
  body: Buffer
  /** Sends it with this body, and the length of that. */
  send(body: Buffer): void
}

/** What is larger, or takes longer than this from its first byte to its last, is sent as it comes. */
const most = { bytes: 1024 * 1024, milliseconds: 1000 }

type Given = readonly unknown[]
type Method = (...given: Given) => unknown

function bytesIn(chunk: unknown, encoding: unknown): Buffer | undefined {
  if (typeof chunk === 'string') {
    return Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8')
  }
  return chunk instanceof Uint8Array ? Buffer.from(chunk) : undefined
}

/** The names and values that `writeHead` was given: as an object, or in turn. */
function headersIn(given: Given): [string, string | string[]][] {
  const headers = given.find((each) => typeof each === 'object' && each !== null)
  if (!Array.isArray(headers)) return Object.entries(headers ?? {})
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]]] : []))
}

/**
 * Holds back what is answered from now on until it is complete: then it can be compressed in one go, which costs a fraction
 * of what it does piece by piece. Call before the first byte.
 *
 * @param complete must send the answer, now or later, and never fails
 */
export function holdAnswer(response: ServerResponse, complete: (answer: HeldAnswer) => void): void {
  const own = (name: 'writeHead' | 'write' | 'end' | 'flushHeaders') =>
    (response[name] as Method).bind(response)
  const [writeHead, write, end, flushHeaders] = [
    own('writeHead'),
    own('write'),
    own('end'),
    own('flushHeaders'),
  ]
  const parts: Buffer[] = []
  let bytes = 0
  let timer: NodeJS.Timeout | undefined
  let isHeld = true

  function release(): void {
    isHeld = false
    clearTimeout(timer)
  }

  function take([chunk, encoding]: Given): void {
    const part = bytesIn(chunk, encoding)
    if (!part) return
    parts.push(part)
    bytes += part.length
  }

  function sendBegun(): void {
    release()
    writeHead(response.statusCode)
    for (const part of parts) write(part)
  }

  // What has wrapped these methods by now goes on calling them.
  const held: Record<string, Method> = {
    writeHead: (...given) => {
      if (!isHeld) return writeHead(...given)
      response.statusCode = Number(given[0])
      for (const [name, value] of headersIn(given)) response.setHeader(name, value)
      return response
    },
    flushHeaders: () => (isHeld ? undefined : flushHeaders()),
    write: (...given) => {
      if (!isHeld) return write(...given)
      take(given)
      timer ??= setTimeout(sendBegun, most.milliseconds).unref()
      const done = given.find((each) => typeof each === 'function')
      if (typeof done === 'function') process.nextTick(done as () => void)
      if (bytes > most.bytes) sendBegun()
      return true
    },
    end: (...given) => {
      if (!isHeld) return end(...given)
      take(given)
      release()
      const done = given.find((each) => typeof each === 'function')
      if (typeof done === 'function') response.once('finish', done as () => void)
      const { statusCode: status } = response
      const send = (body: Buffer) => {
        if (response.destroyed) return
        if (status !== 204 && status !== 304) response.setHeader('Content-Length', body.length)
        writeHead(status)
        end(body)
      }
      complete({ status, body: parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts), send })
      return response
    },
  }
  response.once('close', release)
  Object.assign(response, held)
}
