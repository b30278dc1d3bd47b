import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { generate } from 'selfsigned'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { project } from './testing/sandbox'
import { answerOk, answerWith, startShop } from './testing/shop'

let directory: string
const started: ChildProcess[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  }
  rmSync(directory, { recursive: true, force: true })
})

const keys = {
  PAYMENTWALL_PROJECT_KEY: project.key,
  PAYMENTWALL_SECRET_KEY: project.secretKey,
  BRICK_PUBLIC_KEY: project.brickPublicKey,
  BRICK_PRIVATE_KEY: project.brickPrivateKey,
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/server.ts'], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '', DATA_DIR: directory, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const exit = once(child, 'exit').then(([code]) => ({ code, output }))
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', () => output.includes('ready at') && resolve())
  })
  return { child, exit, ready: Promise.race([ready, exit]), output: () => output }
}

it('names everything missing or malformed in one line and ends', async () => {
  const { exit } = start({ SANDBOX_PORT: 'many' })
  const { code, output } = await exit
  expect(code).toBe(1)
  expect(output.trim()).toBe('Sandbox: SHOP_URL must be set; SANDBOX_PORT must be a port number.')
})

it('starts with the keys of .env.example, prints them and shows them in full', async () => {
  const example = parseEnv(readFileSync('.env.example', 'utf8'))
  const port = String(await freePort())
  const { ready, output } = start({ SHOP_URL: 'http://localhost:3000', SANDBOX_PORT: port })
  await ready
  const page = await (await fetch(`http://127.0.0.1:${port}/merchant/settings`)).text()
  for (const name of Object.keys(keys)) {
    expect(output()).toContain(`: ${example[name]}\n`)
    expect(page).toContain(`<code>${example[name]}</code>`)
  }
})

it('says in one line that the port is taken and ends', async () => {
  const occupant = createServer().listen(0, '127.0.0.1')
  await once(occupant, 'listening')
  const port = String((occupant.address() as AddressInfo).port)
  const { exit } = start({ ...keys, SHOP_URL: 'http://localhost:3000', SANDBOX_PORT: port })
  const { code, output } = await exit
  occupant.close()
  expect(code).toBe(1)
  expect(output.trim().split('\n')).toEqual([
    `Sandbox: port ${port} is in use; stop the other program or set SANDBOX_PORT.`,
  ])
})

it('says in one line that its data are unreadable and leaves them alone', async () => {
  writeFileSync(join(directory, 'sandbox.json'), '{"payments": [')
  const { exit } = start({ ...keys, SHOP_URL: 'http://localhost:3000', SANDBOX_PORT: '0' })
  const { code, output } = await exit
  expect(code).toBe(1)
  expect(output.trim().split('\n')).toHaveLength(1)
  expect(output).toContain('sandbox.json')
  expect(readFileSync(join(directory, 'sandbox.json'), 'utf8')).toBe('{"payments": [')
})

it('trusts the certificate of the shop when it is told to, and only then', async () => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  })
  const certificate = join(directory, 'certificate.pem')
  writeFileSync(certificate, cert)
  const shop = createSecureServer({ cert, key }, (_request, response) => response.end('OK'))
  shop.listen(0, '127.0.0.1')
  await once(shop, 'listening')
  const environment = { ...keys, SHOP_URL: `https://localhost:${(shop.address() as AddressInfo).port}` }

  for (const [trust, answer] of [
    [{}, { status: null, isAcknowledged: false }],
    [{ NODE_EXTRA_CA_CERTS: certificate }, { status: 200, isAcknowledged: true }],
  ] as const) {
    const port = await freePort()
    const { child, exit, ready } = start({ ...environment, ...trust, SANDBOX_PORT: String(port) })
    await ready
    const response = await fetch(`http://127.0.0.1:${port}/control/payments`, {
      method: 'POST',
      body: JSON.stringify({ uid: 'u-1', goodsId: 'order-1', amount: '9.99', currency: 'USD' }),
    })
    const { pingback } = await response.json()
    expect(pingback.attempts.at(-1)).toMatchObject(answer)
    child.kill('SIGTERM')
    await exit
  }
  shop.close()
})

// Far less than it would wait for the shop, and far more than a busy machine takes.
const soon = { timeout: 100_000 }

it(
  'ends while the shop keeps it waiting, and after the restart has its payments and sends again',
  soon,
  async () => {
    const shop = await startShop()
    shop.answer(answerWith(503, ''))
    const port = await freePort()
    const environment = { ...keys, SHOP_URL: shop.url, SANDBOX_PORT: String(port) }
    const url = `http://127.0.0.1:${port}`
    const pay = (goodsId: string, more = {}) =>
      fetch(`${url}/control/payments`, {
        method: 'POST',
        body: JSON.stringify({ uid: 'u-1', goodsId, amount: '9.99', currency: 'USD', ...more }),
      })

    const first = start(environment)
    await first.ready
    expect(await (await fetch(`${url}/control/health`)).json()).toEqual({ ok: true })
    // A merchant's own keys are never shown in full.
    const page = await (await fetch(`${url}/merchant/settings`)).text()
    for (const text of [first.output(), page]) {
      expect(text).toContain(`…${project.secretKey.slice(-4)} (your own)`)
      for (const key of Object.values(keys)) expect(text).not.toContain(key)
    }
    await pay('order-1')
    shop.answer(() => undefined)
    await fetch(`${url}/control/settings`, {
      method: 'PATCH',
      body: JSON.stringify({ answerTimeoutSeconds: 120 }),
    })
    await pay('order-2', { wait: false })
    await shop.receives(2)
    first.child.kill('SIGTERM')
    expect((await first.exit).code).toBe(0)

    shop.answer(answerOk)
    const second = start(environment)
    await second.ready
    await shop.receives(3)
    expect(shop.received[2]?.search).toBe(shop.received[1]?.search)
    const payments = await (await fetch(`${url}/control/payments`)).json()
    expect(payments).toHaveLength(2)
    expect(payments).toContainEqual(
      expect.objectContaining({ uid: 'u-1', goodsId: 'order-1', amount: '9.99' }),
    )
    await fetch(`${url}/control/clock`, { method: 'POST', body: JSON.stringify({ advance: 1900 }) })
    const pingbacks: { status: string; attempts: unknown[] }[] = await (
      await fetch(`${url}/control/pingbacks`)
    ).json()
    expect(pingbacks.map(({ status, attempts }) => [status, attempts.length])).toEqual([
      ['acknowledged', 2],
      // The one that the end cut off is not among them.
      ['acknowledged', 1],
    ])
    shop.close()
  },
)
