import { writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import path from 'node:path'
import { TLSSocket } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, expect, test } from 'vitest'
import { hostsOf } from '@/lib/database-hosts'
import { openPool } from '@/lib/database-pool'
import { temporaryDirectory } from '@/scripts/children'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const target = new URL(database.url)
const servers: Server[] = []

/** The same database, which speaks TLS by a certificate for one name. */
async function tlsFor(name: string): Promise<{ port: number; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  })
  const server = createServer((client) => {
    client.on('error', () => {})
    // The request for TLS, which is answered by one letter.
    client.once('data', () => {
      client.write('S')
      const secure = new TLSSocket(client, { isServer: true, key, cert })
      const plain = connect(Number(target.port), target.hostname)
      secure.on('error', () => plain.destroy()).pipe(plain)
      plain.on('error', () => secure.destroy()).pipe(secure)
      client.on('close', () => plain.destroy())
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  return { port: (server.address() as AddressInfo).port, cert }
}

afterAll(() => {
  for (const server of servers) server.close()
})

test('of several hosts each must prove its own name', async () => {
  const [stranger, own] = await Promise.all([tlsFor('db.example'), tlsFor('localhost')])
  const trusted = path.join(await temporaryDirectory('tls'), 'trusted.pem')
  await writeFile(trusted, `${stranger.cert}\n${own.cert}\n`)
  const addressOf = (...ports: number[]) => {
    const hosts = ports.map((port) => `localhost:${port}`).join(',')
    const before = `postgresql://${target.username}:${target.password}@`
    return `${before}${hosts}${target.pathname}?sslmode=verify-full&sslrootcert=${trusted}`
  }
  const url = addressOf(stranger.port, own.port)
  const pool = openPool({ url, size: 2, connectWithin: 60_000, answerWithin: 60_000 })
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  expect(hostsOf(url)?.current).toBe(addressOf(own.port))
  await pool.end()
  const unproven = hostsOf(addressOf(stranger.port, stranger.port))?.find()
  await expect(unproven).rejects.toThrow(/does not match certificate's altnames.*db\.example/)
})
