import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { Agent, get } from 'node:https'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { localCertificate } from '../certificate'
import { type Child, lastLines, startChild, temporaryDirectory } from '../children'
import { freePort } from '../postgres'
import { root } from '../settings'
import type { Front } from './balancer'
import type { Server } from './cluster'

// HAProxy by the files in deploy/, with the changes that a merchant makes.

const program = ['/usr/sbin/haproxy', '/usr/bin/haproxy'].find(existsSync)

/** Its version; undefined where it is not installed. */
export function haproxyVersion(): string | undefined {
  if (!program) return undefined
  return /version ([\d.]+)/.exec(spawnSync(program, ['-v'], { encoding: 'utf8' }).stdout)?.[1]
}

/** The text of an example with some of its lines replaced, each of which it must have. */
async function example(name: string, changes: readonly (readonly [string, string])[]): Promise<string> {
  let text = await readFile(path.join(root, 'deploy', name), 'utf8')
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`deploy/${name} has no “${from}”`)
    text = text.replace(from, to)
  }
  return text
}

async function run(directory: string, text: string, isUp: () => Promise<boolean>): Promise<Child> {
  const file = path.join(directory, 'haproxy.cfg')
  await writeFile(file, text)
  const log = path.join(directory, 'haproxy.log')
  const child = startChild({ command: program, args: ['-db', '-f', file], cwd: directory, log })
  while (!(await isUp())) {
    const ended = await Promise.race([child.ended, pause(50, undefined)])
    if (ended) throw new Error(`HAProxy did not start (${ended}):\n${lastLines(log)}`)
  }
  return child
}

const nameOf = (shop: number) => `shop${shop + 1}`

/** Before the shops by deploy/haproxy.cfg, TLS included. */
export async function haproxyBefore(shops: readonly number[]): Promise<Front> {
  const directory = await temporaryDirectory('haproxy')
  const { cert, key } = await localCertificate(directory)
  const certificate = path.join(directory, 'shop.pem')
  await writeFile(certificate, `${cert}\n${key}`)
  const port = await freePort()
  const socket = path.join(directory, 'admin.sock')
  const place = 'ssl crt /usr/local/etc/haproxy/certificates/shop.pem alpn h2,http/1.1'
  const text = await example('haproxy.cfg', [
    ['# stats socket /run/haproxy/admin.sock', `stats socket ${socket}`],
    ['bind :80', `bind 127.0.0.1:${await freePort()}`],
    [`bind :443 ${place}`, `bind 127.0.0.1:${port} ssl crt ${certificate} alpn h2,http/1.1`],
    [`bind :3000 ${place}`, ''],
    ['option httpchk GET /api/health', 'option httpchk GET /api/ready\n  balance leastconn'],
    [
      'server shop 127.0.0.1:8080',
      shops.map((shop, n) => `server ${nameOf(n)} 127.0.0.1:${shop}`).join('\n  '),
    ],
  ])
  async function command(line: string): Promise<string> {
    const connection = connect(socket)
    connection.end(`${line}\n`)
    return Buffer.concat(await connection.toArray()).toString()
  }
  const answers = () =>
    command('show info').then(
      (answer) => answer !== '',
      () => false,
    )
  const child = await run(directory, text.slice(0, text.indexOf("# The demo's")), answers)
  // A connection for each request, whose handshake is short.
  const agent = new Agent({ ca: cert, keepAlive: false })
  const isUp = async (n: number) => {
    const line = (await command('show stat')).split('\n').find((row) => row.startsWith(`shop,${nameOf(n)},`))
    return line?.split(',').includes('UP') ?? false
  }
  return {
    name: `HAProxy ${haproxyVersion()}`,
    get: (target) =>
      new Promise((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: target, agent }, (answer) => {
          answer
            .on('error', reject)
            .on('end', () => resolve(answer.statusCode ?? 0))
            .resume()
        }).on('error', reject)
      }),
    takeOut: async (n) => {
      await command(`set server shop/${nameOf(n)} state drain`)
    },
    putIn: async (n) => {
      await command(`set server shop/${nameOf(n)} state ready`)
      while (!(await isUp(n))) await pause(50)
    },
    stop: () => child.kill(),
  }
}

export interface MovingAddress {
  port: number
  pid: number
  stop(): Promise<void>
}

/** An address that follows the primary, by deploy/haproxy-postgresql.cfg. */
export async function movingAddress(servers: readonly Server[]): Promise<MovingAddress> {
  const port = await freePort()
  const text = await example('haproxy-postgresql.cfg', [
    ['bind :5432', `bind 127.0.0.1:${port}`],
    ...servers.map(
      (server, n) =>
        [`server db${n + 1} db${n + 1}:5432`, `server db${n + 1} 127.0.0.1:${server.port}`] as const,
    ),
  ])
  const opens = () =>
    new Promise<boolean>((resolve) => {
      const connection = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      connection.on('connect', () => connection.destroy())
    })
  const { pid, kill } = await run(await temporaryDirectory('moving-address'), text, opens)
  return { port, pid, stop: kill }
}
