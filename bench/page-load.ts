import { gunzipSync } from 'node:zlib'
import { type Answer, ask, open } from '@/bench/load'
import { median } from '@/bench/shop'

/** How a page was answered under load. */
export interface PageLoad {
  /** Milliseconds from the request to the first byte of the answer, and to the last: medians. */
  firstByte: number
  complete: number
  /** Pages a second. */
  rate: number
}

export interface Target {
  port: number
  path: string
  /** Of who is signed in. */
  cookie?: string | undefined
}

function requestOf({ port, path, cookie }: Target): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: localhost:${port}`,
    'Accept: text/html',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
    'Accept-Encoding: gzip',
    ...(cookie ? [`Cookie: ${cookie}`] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

function refuseFailure({ path }: Target, { head }: Answer): void {
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`${path} was answered with ${head.split('\r\n', 1)}.`)
}

/**
 * Asks for a page over connections that are kept alive, each asking again as soon as it is answered.
 *
 * @param milliseconds for how long
 * @param atLeast how often, however long that takes
 */
export async function loadPage(
  target: Target,
  connections: number,
  milliseconds: number,
  atLeast = 0,
): Promise<PageLoad> {
  const request = requestOf(target)
  const answers: Answer[] = []
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(target.port)))
  const began = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      do {
        const answer = await ask(socket, request)
        refuseFailure(target, answer)
        answers.push(answer)
      } while (performance.now() - began < milliseconds || answers.length < atLeast)
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const socket of sockets) socket.destroy()
  return {
    firstByte: median(answers.map(({ firstByte }) => firstByte)),
    complete: median(answers.map(({ complete }) => complete)),
    rate: answers.length / seconds,
  }
}

/** A page's HTML, as it is before it is compressed. */
export async function readPage(target: Target): Promise<string> {
  const socket = await open(target.port)
  try {
    const answer = await ask(socket, requestOf(target))
    refuseFailure(target, answer)
    const body = /\r\ntransfer-encoding: chunked/i.test(answer.head) ? joinChunks(answer.body) : answer.body
    const isPacked = /\r\ncontent-encoding: gzip/i.test(answer.head)
    return String(isPacked ? gunzipSync(body) : body)
  } finally {
    socket.destroy()
  }
}

function joinChunks(body: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length; ) {
    const lineEnd = body.indexOf('\r\n', at)
    const length = Number.parseInt(body.toString('latin1', at, lineEnd), 16)
    if (length === 0) break
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + length))
    at = lineEnd + length + 4
  }
  return Buffer.concat(parts)
}
