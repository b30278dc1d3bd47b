import { type AddressInfo, createServer, type Socket } from 'node:net'
import { Client } from 'pg'

/** Where the bytes of one connection are cut into messages: a letter, four bytes of length, the rest. */
function messages(read: (letter: string, whole: Buffer) => void): (chunk: Buffer) => void {
  let unread = Buffer.alloc(0)
  return (chunk) => {
    unread = Buffer.concat([unread, chunk])
    while (unread.length >= 5 && unread.length > unread.readUInt32BE(1)) {
      const whole = unread.subarray(0, 1 + unread.readUInt32BE(1))
      unread = unread.subarray(whole.length)
      read(String.fromCharCode(whole[0] ?? 0), whole)
    }
  }
}

function message(letter: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(letter)
  head.writeUInt32BE(4 + content.length, 1)
  return Buffer.concat([head, content])
}

// Let in without a password; a key that cancels nothing; ready.
const welcome = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('S', Buffer.from('client_encoding\0UTF8\0')),
  message('K', Buffer.alloc(8)),
  message('Z', Buffer.from('I')),
])

interface Server {
  socket: Socket
  /** Who has it until the transaction ends. */
  user: Socket | undefined
  /** Statements that were sent to it and are not answered yet. */
  pending: number
}

/**
 * Stands before PostgreSQL as PgBouncer does in transaction mode: few connections to it, each given to a client for one
 * transaction, the one that was used last first, and never reset.
 */
export async function transactionPoolerTo(
  databaseUrl: string,
  size: number,
): Promise<{ url: string; stop(): void }> {
  const idle: Server[] = []
  const all = new Set<Socket>()
  const waiting: ((server: Server) => void)[] = []

  function free(server: Server) {
    server.user = undefined
    const next = waiting.shift()
    if (next) next(server)
    else idle.push(server)
  }

  async function open() {
    const client = new Client({ connectionString: databaseUrl })
    client.on('error', () => {})
    await client.connect()
    const { stream: socket } = (client as unknown as { connection: { stream: Socket } }).connection
    socket.removeAllListeners('data')
    all.add(socket)
    const server: Server = { socket, user: undefined, pending: 0 }
    socket.on(
      'data',
      messages((letter, whole) => {
        server.user?.write(whole)
        if (letter !== 'Z') return
        server.pending--
        if (server.pending === 0 && whole[5] === 'I'.charCodeAt(0)) free(server)
      }),
    )
    free(server)
  }

  const pooler = createServer({ noDelay: true }, (client) => {
    all.add(client.on('close', () => all.delete(client)))
    let server: Server | undefined
    let held: Buffer[] = []
    let isWaiting = false
    const pass = (to: Server) => {
      isWaiting = false
      server = to
      to.user = client
      for (const whole of held.splice(0)) {
        if (whole[0] === 'Q'.charCodeAt(0) || whole[0] === 'S'.charCodeAt(0)) to.pending++
        to.socket.write(whole)
      }
    }
    const read = messages((letter, whole) => {
      if (letter === 'X') return void client.end()
      held.push(whole)
      if (server?.user === client) return pass(server)
      if (isWaiting) return
      const next = idle.pop()
      if (next) return pass(next)
      isWaiting = true
      waiting.push((freed) => (client.destroyed ? free(freed) : pass(freed)))
    })
    client.on('error', () => {})
    client.once('data', () => {
      client.write(welcome)
      client.on('data', read)
    })
    client.on('close', () => {
      held = []
      if (server?.user !== client) return
      // As PgBouncer does with one that is left within a transaction.
      server.socket.destroy()
      void open()
    })
  })
  await Promise.all(Array.from({ length: size }, open))
  await new Promise<void>((resolve) => pooler.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.port = String((pooler.address() as AddressInfo).port)
  return {
    url: url.href,
    stop: () => {
      pooler.close()
      for (const socket of all) socket.destroy()
    },
  }
}
