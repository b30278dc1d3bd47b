import { type AddressInfo, connect, createServer } from 'node:net'

/** What a pooler keeps for each connection by itself; every other parameter it refuses. */
const tracked = new Set([
  'user',
  'database',
  'client_encoding',
  'application_name',
  'datestyle',
  'timezone',
  'standard_conforming_strings',
])

/** One message of the protocol: its letter, its length, its content. */
function message(letter: string, content: string): Buffer {
  const head = Buffer.alloc(5)
  head.write(letter)
  head.writeUInt32BE(4 + Buffer.byteLength(content), 1)
  return Buffer.concat([head, Buffer.from(content)])
}

/**
 * Stands before PostgreSQL as PgBouncer does in session mode: who asks at the start for a parameter that it does not track is
 * turned away with 08P01, who doesn't has the server to themselves.
 */
export async function poolerTo(databaseUrl: string): Promise<{ url: string; stop(): void }> {
  const target = new URL(databaseUrl)
  const server = createServer((client) => {
    client.on('error', () => {})
    // The first message has no letter: its length, the protocol's version, then names and values between zeros.
    client.once('data', (start) => {
      const words = start.subarray(8, start.readUInt32BE(0)).toString().split('\0')
      const unknown = words.find((word, n) => n % 2 === 0 && word !== '' && !tracked.has(word.toLowerCase()))
      if (unknown !== undefined) {
        const text = `unsupported startup parameter: ${unknown}`
        client.end(message('E', `SFATAL\0VFATAL\0C08P01\0M${text}\0\0`))
        return
      }
      const database = connect(Number(target.port), target.hostname)
      database.write(start)
      client.pipe(database).pipe(client)
      client.on('close', () => database.destroy())
      database.on('error', () => client.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)
  return { url: url.href, stop: () => void server.close() }
}
