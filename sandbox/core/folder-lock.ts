import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const longestSocketPath = 100
const attempts = 3

/**
 * Keeps a data folder for this process until it ends, however it ends: a listening socket goes with its process, and no number of a
 * process is mistaken for another's. Throws one line for the reader where another emulator has the folder.
 */
export async function lockFolder(directory: string, advice: string): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const { inside, outside } = socketsFor(realpathSync(directory))
  let address = inside
  for (let attempt = 0; attempt < attempts; attempt++) {
    const outcome = await listen(address)
    if (outcome === 'not possible') {
      address = outside
      continue
    }
    if (outcome === 'kept') {
      process.once('exit', () => rmSync(address, { force: true }))
      return
    }
    const holder = await holderOf(address)
    if (holder !== null) {
      throw new Error(
        `the folder ${directory} is in use by another emulator (process ${holder}); stop it or ${advice}.`,
      )
    }
    // Left behind by one that was killed.
    rmSync(address, { force: true })
  }
  throw new Error(`the folder ${directory} can't be locked; ${advice}.`)
}

/** In the folder itself; beside it where its path is too long or its file system, as of some containers, has no sockets. */
function socketsFor(directory: string): { inside: string; outside: string } {
  const name = `paymentwall-sandbox-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`
  const outside = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), name)
  const inside = path.join(directory, '.lock')
  const isPossible = process.platform !== 'win32' && inside.length <= longestSocketPath
  return { inside: isPossible ? inside : outside, outside }
}

/** Listens at the address, and tells whoever connects the number of this process. */
function listen(address: string): Promise<'kept' | 'taken' | 'not possible'> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(String(process.pid))
  })
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' ? 'taken' : 'not possible'),
    )
    server.listen(address, () => {
      server.unref()
      resolve('kept')
    })
  })
}

/** The process that holds the address; null where none does. */
function holderOf(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    let told = ''
    const socket = connect(address)
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      told += text
    })
    socket.once('end', () => resolve(told))
    socket.once('error', () => resolve(null))
  })
}
