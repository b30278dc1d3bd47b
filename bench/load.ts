import { connect, type Socket } from 'node:net'

/** What one run of requests took, in milliseconds. */
export interface Load {
  total: number
  /** Requests a second. */
  rate: number
  p50: number
  p99: number
  failures: number
}

/**
 * Sends GET requests over `connections` kept-alive sockets, each sending its next as soon as its last is answered. Raw
 * sockets, since this shares two cores with what it measures. A failure is any answer but `200` with body `OK`.
 */
export async function load(port: number, paths: readonly string[], connections: number): Promise<Load> {
  const latencies: number[] = []
  let next = 0
  let failures = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = await open(port)
      while (next < paths.length) {
        const path = paths[next++]
        const request = `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`
        const { head, body, complete } = await ask(socket, request)
        latencies.push(complete)
        if (!head.startsWith('HTTP/1.1 200') || !/^(?:2\r\n)?OK(?:\r\n0\r\n\r\n)?$/.test(String(body)))
          failures++
      }
      socket.destroy()
    }),
  )
  const total = performance.now() - began
  latencies.sort((a, b) => a - b)
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return { total, rate: (paths.length / total) * 1000, p50: at(0.5), p99: at(0.99), failures }
}

/** Opens a connection that is kept alive. */
export function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.setNoDelay(true)
    socket.once('error', reject)
  })
}

export interface Answer {
  head: string
  body: Buffer
  /** Milliseconds until its first and its last byte. */
  firstByte: number
  complete: number
}

const lastChunk = '0\r\n\r\n'

/** Sends a request on an open connection and reads its answer to the end; the body as sent, in chunks if it came so. */
export function ask(socket: Socket, request: string): Promise<Answer> {
  const sent = performance.now()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let firstByte = 0
    let head: string | undefined
    let start = 0
    let length = 0
    let expected: number | undefined
    const read = (chunk: Buffer) => {
      if (chunks.length === 0) firstByte = performance.now() - sent
      chunks.push(chunk)
      length += chunk.length
      if (head === undefined) {
        const begun = Buffer.concat(chunks)
        const end = begun.indexOf('\r\n\r\n')
        if (end < 0) return
        head = begun.toString('latin1', 0, end)
        start = end + 4
        const declared = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
        expected = declared === undefined ? undefined : start + Number(declared)
      }
      if (expected === undefined ? !endsWithLastChunk(chunks) : length < expected) return
      socket.off('data', read)
      socket.off('close', fail)
      const body = Buffer.concat(chunks).subarray(start)
      resolve({ head, body, firstByte, complete: performance.now() - sent })
    }
    const fail = () => reject(new Error('The server closed the connection.'))
    socket.on('data', read)
    socket.once('close', fail)
    socket.write(request)
  })
}

function endsWithLastChunk(chunks: readonly Buffer[]): boolean {
  let end = ''
  for (let n = chunks.length - 1; n >= 0 && end.length < lastChunk.length; n--) {
    end = (chunks[n]?.toString('latin1') ?? '') + end
  }
  return end.endsWith(lastChunk)
}
