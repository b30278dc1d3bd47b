import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startListener } from '../testing/listener'
import { project, startSandbox } from '../testing/sandbox'
import { answerWith, startShop } from '../testing/shop'
import { runCommand } from './commands'

let directory: string
const started: ChildProcess[] = []
const stops: (() => void)[] = []

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
  for (const stop of stops.splice(0)) stop()
  rmSync(directory, { recursive: true, force: true })
})

function run(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/cli/main.ts', ...args], {
    env: { NODE_ENV: 'test', PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const exit = once(child, 'close').then(([code]) => ({ code, output }))
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', () => output.includes('Ctrl-C stops it.') && resolve())
  })
  return { child, exit, ready: Promise.race([ready, exit]).then(() => output) }
}

const start = (...args: string[]) => run('start', '--port', '0', '--data-dir', directory, ...args)
const addressIn = (output: string) => /ready at (http:\/\/localhost:\d+)/.exec(output)?.[1] ?? ''
const keyIn = (output: string, name: string) => new RegExp(`${name} +(\\S+)`).exec(output)?.[1]

it('makes keys when none are given, prints what to put where, and has the same ones after a restart', async () => {
  const shop = await startShop()
  stops.push(shop.close)
  const first = start('--pingback-url', `${shop.url}/pw`)
  const output = await first.ready
  for (const name of ['Project key', 'Secret key', 'Brick public key', 'Brick private key']) {
    expect(keyIn(output, name)).toMatch(/^(t_[0-9a-f]{30}|[0-9a-f]{32})$/)
  }
  expect(output).toContain(`${shop.url}/pw`)
  expect(output).toContain(`${addressIn(output)}/merchant`)
  await fetch(`${addressIn(output)}/control/payments`, {
    method: 'POST',
    body: JSON.stringify({ uid: 'u-1', goodsId: 'order-1', amount: '9.99', currency: 'USD' }),
  })
  expect(shop.received[0]?.pathname).toBe('/pw')
  first.child.kill('SIGTERM')
  expect((await first.exit).code).toBe(0)

  const second = start('--pingback-url', `${shop.url}/pw`)
  const again = await second.ready
  expect(keyIn(again, 'Secret key')).toBe(keyIn(output, 'Secret key'))
  expect(await (await fetch(`${addressIn(again)}/control/payments`)).json()).toHaveLength(1)
})

it('takes keys as they are given, and never prints them in full', async () => {
  const output = await start('--secret-key', project.secretKey, '--sign-version', '2').ready
  expect(output).toContain(`…${project.secretKey.slice(-4)} (your own)`)
  expect(output).not.toContain(project.secretKey)
  const settings = await (await fetch(`${addressIn(output)}/control/settings`)).json()
  expect(settings.pingbackVersion).toBe(2)
})

it("takes the project's API, and shows a first payment of it", async () => {
  const shop = await startShop()
  stops.push(shop.close)
  const output = await start('--api-type', 'virtual-currency', '--pingback-url', `${shop.url}/pw`).ready
  expect(output).toMatch(/API +Virtual Currency/)
  const [, body = '', url = ''] = /curl -d '(.+)' (\S+)/.exec(output) ?? []
  await fetch(url, { method: 'POST', body })
  expect(shop.received[0]?.searchParams.get('currency')).toBe('150')
})

it('reads several projects from a file', async () => {
  const config = join(directory, 'config.json')
  const projects = ['eu', 'us'].map((name) => ({ name, pingbackUrl: `http://localhost:8000/${name}` }))
  writeFileSync(config, JSON.stringify({ projects }))
  const output = await start('--config', config).ready
  for (const { name, pingbackUrl } of projects) {
    expect(output).toContain(`Project "${name}"`)
    expect(output).toContain(pingbackUrl)
  }
})

it('serves HTTPS under further names, with a certificate that programs can be told to trust', async () => {
  const output = await start('--tls', '--host', 'api.paymentwall.com').ready
  expect(output).toContain('127.0.0.1 api.paymentwall.com')
  const ca = readFileSync(join(directory, 'tls/ca.pem'), 'utf8')
  const { port } = new URL(/ready at (https:\S+?)[.] /.exec(output)?.[1] ?? '')
  const call = async (path: string, host: string) => {
    const sent = request({ host: '127.0.0.1', port, path, ca, servername: host, headers: { host } }).end()
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    return { status: response.statusCode, body: await text(response) }
  }
  const paid = await call('/api/brick/charge/1', 'api.paymentwall.com')
  expect(paid).toMatchObject({ status: 401 })
  expect(await call('/control/health', 'api.paymentwall.com')).toMatchObject({ status: 200 })
  await expect(call('/control/health', 'other.example')).rejects.toThrow(
    "Host: other.example. is not in the cert's altnames",
  )
})

async function called(...args: string[]) {
  let output = ''
  const code = await runCommand(args, (text) => {
    output += `${text}\n`
  })
  return { code, output }
}

it.each([
  [['start', '--port', 'many'], '--port must be a whole number from 0 to 65535.'],
  [['--pingback-url', 'shop'], '--pingback-url must be an http or https address.'],
  [['--config', 'nowhere.json'], 'There is no file nowhere.json.'],
  [['--config', 'package.json', '--secret-key', 'k'], 'package.json: ✖ Unrecognized keys'],
  [['pay'], 'There is no command "pay".'],
  [['--pay'], "Unknown option '--pay'"],
  [['export'], 'Give the reference of one payment.'],
  [['replay', 'nowhere.json'], 'There is no file nowhere.json.'],
  [['replay', 'package.json'], 'package.json: ✖'],
  [
    ['export', 'b1', '--url', 'http://127.0.0.1:1'],
    'No emulator answers at http://127.0.0.1:1. Start it, or give',
  ],
  [['start', '--api-type', 'coupons'], '--api-type must be one of digital-goods, virtual-currency, cart.'],
  [['drill'], '--pingback-url says which listener to test.'],
  [['explain', 'a=1'], '--secret-key must be the key to check with.'],
])('says what is wrong with %j', async (args, message) => {
  await expect(called(...args)).rejects.toThrow(message)
})

it('says it in one line, and ends with 2', async () => {
  const { code, output } = await run('pay').exit
  expect(code).toBe(2)
  expect(output).toBe('paymentwall-sandbox: There is no command "pay". See paymentwall-sandbox --help.\n')
})

it('helps, and says its version', async () => {
  const { code, output } = await called('drill', '--help')
  expect(code).toBe(0)
  for (const option of ['drill', 'explain', '--pingback-url', '--deliveries', '--listen']) {
    expect(output).toContain(option)
  }
  const { version } = JSON.parse(readFileSync('sandbox/package.json', 'utf8'))
  expect((await called('--version')).output.trim()).toBe(version)
})

it('drills a listener, with an exit code for scripts', async () => {
  const listener = await startListener(project.secretKey, 'takes an empty secret')
  stops.push(listener.stop)
  const common = ['--pingback-url', listener.pingbackUrl, '--secret-key', project.secretKey]
  const counted = ['--deliveries', listener.deliveriesUrl]
  const good = await called('drill', ...common, ...counted, '--only', 'payment')
  expect(good).toMatchObject({ code: 0, output: expect.stringContaining('1 passed, 0 failed') })
  const bad = await called('drill', ...common, '--only', 'wrong-secret', '--format', 'junit')
  expect(bad).toMatchObject({ code: 1, output: expect.stringContaining('failures="1"') })
  const restarted = await called(
    'drill',
    ...common,
    ...counted,
    '--restart-command',
    'true',
    '--only',
    'restart',
  )
  expect(restarted).toMatchObject({ code: 0, output: expect.stringContaining('1 passed') })
})

it("keeps a payment's conversation in a file, and replays it", async () => {
  const sandbox = await startSandbox()
  stops.push(sandbox.stop)
  const sale = { uid: 'u-1', goodsId: 'order-1', amount: '9.99', currency: 'USD' }
  const { json } = await sandbox.control('POST', '/payments', sale)
  const file = join(directory, 'scenario.json')
  const at = ['--url', sandbox.url]
  const exported = await called('export', json.payment.ref, ...at, '--output', file)
  expect(exported).toEqual({
    code: 0,
    output: `${file} holds the conversation about payment ${json.payment.ref}.\n`,
  })
  expect(JSON.parse((await called('export', json.payment.ref, ...at)).output)).toEqual(
    JSON.parse(readFileSync(file, 'utf8')),
  )
  const again = ['replay', file, ...at, '--ref', 'b9', '--uid', 'u-9', '--order', 'order-9']
  expect(await called(...again)).toEqual({
    code: 0,
    output: 'type 0    same: 200 OK\nThe shop gave the same answers as before.\n',
  })
  const { searchParams } = sandbox.shop.received.at(-1) ?? new URL('http://none')
  expect(Object.fromEntries(searchParams)).toMatchObject({ ref: 'b9', uid: 'u-9', goodsid: 'order-9' })
  sandbox.shop.answer(answerWith(503, 'NOK'))
  expect(await called(...again)).toMatchObject({
    code: 1,
    output: expect.stringContaining('before: 200 OK; now: 503 NOK'),
  })
  expect(JSON.parse((await called(...again, '--format', 'json')).output)).toMatchObject({ isSame: false })
  await expect(called('export', 'b404', ...at)).rejects.toThrow('There is no payment b404.')
})

it('starts no second emulator on one data folder, and says what to do', async () => {
  const first = start()
  await first.ready
  const second = await start().exit
  expect(second).toEqual({
    code: 2,
    output: `paymentwall-sandbox: the folder ${directory} is in use by another emulator (process ${first.child.pid}); stop it or choose another folder with --data-dir.\n`,
  })
  const state = await (await fetch(`${addressIn(await first.ready)}/control/health`)).json()
  expect(state).toEqual({ ok: true })
})

it('explains a signature', async () => {
  const { code, output } = await called('explain', 'uid=u&sign_version=3&sig=00', '--secret-key', 's')
  expect(code).toBe(1)
  expect(output).toContain('which is not valid')
})
