import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isInstalled } from './clients/libraries'
import { drills } from './drills/drills'
import { project, type Sandbox, startSandbox } from './testing/sandbox'

interface Example {
  language: string
  command: string
  file: string
  folder: string
  args: (port: number) => string[]
}

const examples: Example[] = [
  {
    language: 'PHP',
    command: 'php',
    file: 'shop.php',
    folder: 'paymentwall-php',
    args: (port) => ['-S', `localhost:${port}`, 'shop.php'],
  },
  {
    language: 'Python',
    command: 'python3',
    file: 'shop.py',
    folder: 'paymentwall-python',
    args: () => ['shop.py'],
  },
]

const clients = process.env.PAYMENTWALL_CLIENTS ?? ''
const standIns = join(import.meta.dirname, 'testing/stand-ins')
const isOfficial = ({ folder }: Example) => clients !== '' && existsSync(join(clients, folder))
const libraryOf = (example: Example) => join(isOfficial(example) ? clients : standIns, example.folder)

const titled = examples.map((example): [title: string, example: Example] => {
  const library = isOfficial(example) ? 'the official library' : 'a stand-in for its library'
  return [`the shop in ${example.language}, with ${library}`, example]
})

let sandbox: Sandbox
let directory: string
let child: ChildProcess | null = null

beforeEach(async () => {
  sandbox = await startSandbox()
  directory = mkdtempSync(join(tmpdir(), 'sandbox-shop-'))
})
afterEach(async () => {
  if (child?.pid && child.exitCode === null && child.signalCode === null) {
    // The whole group: PHP's workers outlive the process that has started them.
    process.kill(-child.pid, 'SIGTERM')
    await once(child, 'exit')
  }
  child = null
  sandbox.stop()
  rmSync(directory, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Starts a shop in a folder of its own beside its library, as the README tells, and leads the emulator's pingbacks to it. */
async function startExample(example: Example): Promise<string> {
  copyFileSync(join(import.meta.dirname, 'examples', example.file), join(directory, example.file))
  cpSync(libraryOf(example), join(directory, example.folder), { recursive: true })
  const port = await freePort()
  const url = `http://localhost:${port}`
  let output = ''
  child = spawn(example.command, example.args(port), {
    cwd: directory,
    detached: true,
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH ?? '',
      PHP_CLI_SERVER_WORKERS: '4',
      PORT: String(port),
      PROJECT_KEY: project.key,
      SECRET_KEY: project.secretKey,
      PAYMENTWALL_API: `${sandbox.url}/api`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout?.on('data', (text) => (output += text))
  child.stderr?.on('data', (text) => (output += text))
  await expect
    .poll(
      () =>
        fetch(url).then(
          ({ status }) => status,
          () => output || 'not started',
        ),
      { timeout: 60_000 },
    )
    .toBe(200)
  await sandbox.control('PATCH', '/settings', { pingbackUrl: `${url}/pingback` })
  return url
}

const linkIn = (html: string) => (/href="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&')

describe.each(titled.filter(([, { command }]) => isInstalled(command)))('%s', (_title, example) => {
  it('is connected, paid, notified and given its money back', async () => {
    const url = await startExample(example)
    const call = linkIn(await (await fetch(url)).text())
    const order = new URL(call).searchParams.get('ag_external_id') ?? ''
    const deliveries = async () => (await fetch(`${url}/deliveries?order=${order}`)).json()
    expect(await deliveries()).toEqual({ count: 0 })

    const page = await (await fetch(call)).text()
    expect(page).toContain('Paper fox')
    const [, action = ''] = /action="(\/widget\/[0-9a-f]+\/buy)"/.exec(page) ?? []
    await fetch(sandbox.url + action, { method: 'POST', body: new URLSearchParams({ ps: 'test' }) })
    await expect.poll(deliveries).toEqual({ count: 1 })
    await expect
      .poll(async () => (await sandbox.control('GET', '/attempts')).json)
      .toMatchObject([{ isAcknowledged: true }])

    const [payment] = (await sandbox.control('GET', '/payments')).json
    await sandbox.control('POST', `/payments/${payment.ref}/refund`, {})
    expect(await deliveries()).toEqual({ count: 0 })
  })

  it('passes the drills, but for a restart, which nothing here can do', async () => {
    const url = await startExample(example)
    const { json } = await sandbox.control('POST', '/drills', { deliveries: `${url}/deliveries` })
    const outcomes = json.results.map(({ name, outcome, findings }: Record<string, unknown>) =>
      outcome === 'failed' ? `${name}: ${findings}` : [name, outcome],
    )
    expect(outcomes).toEqual(
      drills.map(({ name }) => [name, name === 'restart' ? 'not observable' : 'passed']),
    )
  })
})

it.each(titled)('%s, is in the README with what it needs', (_title, example) => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  const shop = readFileSync(join(import.meta.dirname, 'examples', example.file), 'utf8')
  expect(readme).toContain(`(examples/${example.file})`)
  for (const text of [example.folder, 'PROJECT_KEY', 'SECRET_KEY', 'PAYMENTWALL_API']) {
    expect(shop).toContain(text)
    expect(readme).toContain(text)
  }
  expect(readme).toContain([example.command, ...example.args(8000)].join(' '))
})
