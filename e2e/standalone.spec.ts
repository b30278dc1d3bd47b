import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { Pool } from 'pg'
import { type Child, startChild, temporaryDirectory } from '@/scripts/children'
import { createDatabase } from '@/scripts/database'
import { freePort, type Postgres, startPostgres } from '@/scripts/postgres'
import { exampleValues } from '@/scripts/settings'
import { completeStandalone, standaloneFolder } from '@/scripts/standalone'
import { placeOrders, send } from '../test/support/listener'
import { pingbackQuery } from '../test/support/pingbacks'

// The folder of `npm run build:standalone` as a container would run it: in a place of its own where nobody may write, by a
// user without rights, with nothing in the environment but the shop's variables.

const mostBytes = 150_000_000
const nobody = 65_534

const isRoot = process.getuid?.() === 0
const identity = isRoot ? { uid: nobody, gid: nobody } : {}
/** Where this Node lies in a folder of root's own, another user can't run it. */
const mayChange = !isRoot || spawnSync(process.execPath, ['--version'], identity).status === 0

let postgres: Postgres
let folder: string
let logs: string
let pool: Pool
let bytes: number
const children: Child[] = []

test.beforeAll(async () => {
  test.setTimeout(240_000)
  if (!mayChange) console.log(`The folder runs as root: user ${nobody} may not run ${process.execPath}.`)
  const place = await temporaryDirectory('standalone')
  logs = await temporaryDirectory('standalone-logs')
  folder = path.join(place, 'shop')
  postgres = await startPostgres({ directory: path.join(logs, 'postgres'), durable: false })
  await createDatabase(postgres.url('postgres'), 'shop')
  pool = new Pool({ connectionString: postgres.url('shop') })
  pool.on('error', () => {})
  bytes = await completeStandalone()
  await cp(standaloneFolder, folder, { recursive: true, verbatimSymlinks: true })
  await chmod(place, 0o755)
  spawnSync('chmod', ['-R', 'a-w,a+rX', folder])
})
test.afterAll(async () => {
  await Promise.all(children.map((child) => child.kill()))
  await pool.end()
  await postgres.stop()
  spawnSync('chmod', ['-R', 'u+w', folder])
  await rm(path.dirname(folder), { recursive: true, force: true })
})

function run(name: string, variables: Record<string, string | undefined>, log?: string): Child {
  const child = startChild({
    ...(mayChange && identity),
    args: ['scripts/run.mjs', name],
    cwd: folder,
    env: { PATH: process.env.PATH, TMPDIR: '/nonexistent', ...variables } as unknown as NodeJS.ProcessEnv,
    ...(log === undefined ? { collects: true } : { log }),
    // Longer than the test waits: it must end by itself.
    stopTimeout: 240_000,
  })
  children.push(child)
  return child
}

const query = async (sql: string, parameters?: unknown[]) => (await pool.query(sql, parameters)).rows

test('the folder alone migrates, serves a page and a pingback, works on jobs, and ends in time', {
  tag: '@thorough',
}, async () => {
  expect(bytes).toBeLessThan(mostBytes)
  expect(existsSync(path.join(folder, '.env'))).toBe(false)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) continue
    expect(await realpath(path.join(entry.parentPath, entry.name))).toContain(folder)
  }

  const without = run('start', {})
  await without.ended
  expect(without.code).toBe(1)
  expect(without.output).toContain('DATABASE_URL')

  const port = await freePort()
  const shopUrl = `http://localhost:${port}`
  const variables = {
    ...exampleValues(),
    ...{ DATABASE_URL: postgres.url('shop'), SHOP_URL: shopUrl, PORT: String(port) },
    DELIVERY_CONFIRMATION: 'off',
  }
  for (const name of ['db-migrate', 'db-seed']) {
    const command = run(name, variables)
    await command.ended
    expect(command.code, command.output).toBe(0)
  }

  const [shopLog, workerLog] = [path.join(logs, 'shop.log'), path.join(logs, 'worker.log')]
  const shop = run('start', variables, shopLog)
  const worker = run('worker', variables, workerLog)
  const isReady = () => send(port, '/api/ready').catch(() => ({ status: 0 }))
  await expect.poll(async () => (await isReady()).status, { timeout: 60_000 }).toBe(200)
  const home = await send(port, '/')
  expect(home.status).toBe(200)
  const [style = ''] = /\/_next\/static\/[\w./~-]+\.css/.exec(home.body.toString()) ?? []
  expect((await send(port, style)).status).toBe(200)
  expect((await send(port, '/artwork/share/home')).headers['content-type']).toBe('image/png')
  expect((await send(port, '/no-such-page')).status).toBe(404)

  const [order = ''] = await placeOrders((sql, parameters) => query(sql, parameters), 'standalone', 1)
  const secret = exampleValues().PAYMENTWALL_SECRET_KEY
  const pingback = pingbackQuery({ uid: order, goodsid: order, type: 0, ref: 'bstandalone' }, { secret })
  const answer = await send(port, `/api/pingback?${pingback}`)
  expect(answer.body.toString()).toBe('OK')
  expect(await query("SELECT state FROM payments WHERE ref = 'bstandalone'")).toEqual([{ state: 'PAID' }])

  await query("INSERT INTO outbox_jobs (task, payload) VALUES ('delete-abandoned-carts', '{}')")
  await expect
    .poll(() => readFile(workerLog, 'utf8'), { timeout: 60_000 })
    .toContain("deleted guests' abandoned carts")

  const began = performance.now()
  await Promise.all([shop.stop(), worker.stop()])
  // Ten seconds, and as much again for a busy machine.
  expect(performance.now() - began).toBeLessThan(20_000)
  expect([shop.code, worker.code]).toEqual([0, 0])
  for (const log of [shopLog, workerLog]) expect(await readFile(log, 'utf8')).not.toContain('"level":50')
})
