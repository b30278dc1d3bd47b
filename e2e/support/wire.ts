import { type AddressInfo, connect, createServer } from 'node:net'

export interface Wire {
  /** The same database by way of this wire. */
  url: string
  /** How often the server has told a client that it is ready for the next query: once for each round trip. */
  roundTrips(): number
  /** Keeps the server's next answer to itself, once it has come: what was asked is then done, and the client doesn't know. */
  holdNextAnswer(): Promise<void>
  stop(): void
}

const readyForQuery = 'Z'.charCodeAt(0)

/** Stands between PostgreSQL and its clients, where round trips can be counted and answers lost. */
export async function wireTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  let roundTrips = 0
  let held: (() => void) | undefined
  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    client.pipe(database)
    client.on('error', () => database.destroy()).on('close', () => database.destroy())
    database.on('error', () => client.destroy()).on('close', () => client.destroy())
    // Each message is one letter, four bytes of length, and the rest.
    let unread = Buffer.alloc(0)
    database.on('data', (chunk) => {
      unread = Buffer.concat([unread, chunk])
      let ready = false
      while (unread.length >= 5 && unread.length >= 1 + unread.readUInt32BE(1)) {
        if (unread[0] === readyForQuery) {
          ready = true
          roundTrips++
        }
        unread = unread.subarray(1 + unread.readUInt32BE(1))
      }
      if (held === undefined) client.write(chunk)
      else if (ready) held()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    roundTrips: () => roundTrips,
    holdNextAnswer: () =>
      new Promise((resolve) => {
        held = () => {
          held = undefined
          resolve()
        }
      }),
    stop: () => void server.close(),
  }
}
