import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import { type AddressInfo, connect, Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { capBody } from '@/lib/http/body-limit'
import { keepRawRequests } from '@/lib/http/raw-request'

let read: number
const server = createServer(async (request, answer) => {
  read = await bytesOf(request)
  answer.end(`${read}`)
})

async function bytesOf(request: IncomingMessage): Promise<number> {
  let bytes = 0
  for await (const piece of request) bytes += piece.length
  return bytes
}

beforeAll(async () => {
  keepRawRequests()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => server.close())

/** Sends the head and then what `feed` writes; resolves with all that came back once the connection is closed. */
function send(head: string[], feed: (socket: Socket) => void): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  // Who goes on sending into a closed connection is told by a reset.
  socket.on('error', () => {})
  socket.write(`${['POST /x?a HTTP/1.1', 'Host: a', ...head].join('\r\n')}\r\n\r\n`)
  feed(socket)
  return new Promise((resolve) => socket.on('close', () => resolve(answer)))
}

/** Goes on for as long as anybody takes it. */
function endless(piece: string) {
  return (socket: Socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(piece)) {}
    }
    socket.on('drain', more)
    more()
  }
}

test('a body in chunks without end is read to the limit, answered, and its connection closed', async () => {
  const chunk = `1000\r\n${'x'.repeat(0x1000)}\r\n`
  const answer = await send(['Transfer-Encoding: chunked'], endless(chunk))
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(answer).toMatch(/\r\nconnection: close\r\n/i)
  expect(read).toBeGreaterThan(64 * 1024)
  expect(read).toBeLessThan(256 * 1024)
})

test('who is still sending reads the whole answer before the connection closes', async () => {
  const errors: Error[] = []
  const answer = await send(['Content-Length: 10000000000'], (socket) => {
    socket.on('error', (error) => errors.push(error))
    // Sends only after the answer has come, as over a slow connection.
    socket.once('data', () => socket.write('x'.repeat(100_000)))
  })
  expect(answer).toMatch(/\r\n\r\n(?:1\r\n)?0/)
  expect(errors).toEqual([])
})

test('what comes after the end is dropped, whoever has taken the request’s stream over meanwhile', () => {
  const request = new IncomingMessage(new Socket())
  capBody(request, new ServerResponse(request))
  request.push(Buffer.alloc(65 * 1024))
  // As Next does with a body that it has read to its end.
  const kept = new PassThrough().end()
  const pushed: unknown[] = []
  request.push = (piece) => {
    pushed.push(piece)
    return kept.push(piece)
  }
  expect(request.push(Buffer.from('more'))).toBe(true)
  expect(pushed).toEqual([])
})

test('a body that says it is too long is not waited for', async () => {
  const answer = await send(['Content-Length: 10000000000'], () => {})
  expect(answer).toMatch(/\r\nconnection: close\r\n/i)
  expect(read).toBe(0)
})

test.each([
  ['of the limit’s length', 64 * 1024],
  ['that is empty', 0],
])('a body %s passes whole, and its connection stays open', async (_, length) => {
  const answer = await send([`Content-Length: ${length}`], (socket) => {
    socket.write('x'.repeat(length))
    socket.once('data', () => socket.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'))
  })
  expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  expect(answer).toContain(`\r\n\r\n${length === 0 ? '0' : length}`)
})

test('a body in chunks within the limit passes whole', async () => {
  const answer = await send(['Transfer-Encoding: chunked', 'Connection: close'], (socket) =>
    socket.write('5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n'),
  )
  expect(answer).toMatch(/HTTP\/1\.1 200 OK/)
  expect(read).toBe(11)
})
