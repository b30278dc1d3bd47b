import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'

export interface CountedDatabase {
  /** The same database by way of the counter. */
  url: string
  /** How often the server has told a client that it is ready for the next query: once for each round trip. */
  roundTrips(): number
  stop(): void
}

/** Stands between PostgreSQL and its clients, and counts round trips as they are on the wire. */
export async function countRoundTrips(databaseUrl: string): Promise<CountedDatabase> {
  const target = new URL(databaseUrl)
  let ready = 0
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    client.pipe(database).pipe(client)
    client.on('error', () => database.destroy())
    database.on('error', () => client.destroy())
    // Each message is one letter, four bytes of length, and the rest.
    let unread = Buffer.alloc(0)
    database.on('data', (chunk) => {
      unread = Buffer.concat([unread, chunk])
      while (unread.length >= 5 && unread.length >= 1 + unread.readUInt32BE(1)) {
        if (unread[0] === 'Z'.charCodeAt(0)) ready++
        unread = unread.subarray(1 + unread.readUInt32BE(1))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)
  return { url: url.href, roundTrips: () => ready, stop: () => void server.close() }
}
