import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Wire {
  /** The same database by way of this wire. */
  url: string
  /** How often the server has told a client that it is ready for the next query: once for each round trip. */
  roundTrips(): number
  /** Keeps the server's next answer to itself, once it has come: what was asked is then done, and the client doesn't know. */
  holdNextAnswer(): Promise<void>
  /**
   * Lets every byte vanish from now on, either way, and hangs up on nobody, as a frozen server or a firewall does that
   * drops. Who connects is let in and never answered.
   */
  cut(): void
  /** Serves who connects from now on. The connections there were have been forgotten, and stay silent. */
  heal(): void
  stop(): void
}

const readyForQuery = 'Z'.charCodeAt(0)

/** Stands between PostgreSQL and its clients, where round trips can be counted, answers lost and both cut off. */
export async function wireTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  let roundTrips = 0
  let held: (() => void) | undefined
  let isCut = false
  const sockets = new Set<Socket>()
  const vanish = new Set<() => void>()
  const server = createServer((client) => {
    sockets.add(client.on('close', () => sockets.delete(client)))
    if (isCut) {
      client.on('error', () => {}).resume()
      return
    }
    const database = connect(Number(target.port), target.hostname)
    sockets.add(database.on('close', () => sockets.delete(database)))
    let silent = false
    const fallSilent = () => {
      silent = true
      client.unpipe(database).resume()
    }
    vanish.add(fallSilent)
    client.on('close', () => vanish.delete(fallSilent))
    client.pipe(database)
    client.on('error', () => database.destroy()).on('close', () => database.destroy())
    database.on('error', () => silent || client.destroy()).on('close', () => silent || client.destroy())
    // Each message is one letter, four bytes of length, and the rest.
    let unread = Buffer.alloc(0)
    database.on('data', (chunk) => {
      if (silent) return
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
    cut: () => {
      isCut = true
      for (const fallSilent of vanish) fallSilent()
    },
    heal: () => {
      isCut = false
    },
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
