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
        const sent = performance.now()
        const answer = await ask(socket, `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)
        latencies.push(performance.now() - sent)
        if (!answer.startsWith('HTTP/1.1 200') || !/\r\n\r\n(?:2\r\n)?OK(?:\r\n0\r\n\r\n)?$/.test(answer))
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

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.setNoDelay(true)
    socket.once('error', reject)
  })
}

function ask(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const read = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      const head = answer.indexOf('\r\n\r\n')
      if (head < 0) return
      const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head))?.[1]
      const whole =
        length === undefined ? answer.endsWith('0\r\n\r\n') : answer.length >= head + 4 + Number(length)
      if (!whole) return
      socket.off('data', read)
      socket.off('close', fail)
      resolve(answer)
    }
    const fail = () => reject(new Error('The server closed the connection.'))
    socket.on('data', read)
    socket.once('close', fail)
    socket.write(request)
  })
}
