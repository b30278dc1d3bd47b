import { spawn } from 'node:child_process'
import { request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { prepareShop, unpaidOrders } from '@/bench/orders'
import { startChild, temporaryDirectory } from '../scripts/children'
import { createDatabase, migrate } from '../scripts/database'
import { freePort, startPostgres } from '../scripts/postgres'
import { program } from '../scripts/programs'
import { exampleValues } from '../scripts/settings'

const seconds = 20

interface Answer {
  status: number
  ms: number
}

/** One request on a connection of its own, as strangers and the provider send it; status 0 when there is no answer. */
function send(port: number, target: string): Promise<Answer> {
  const began = performance.now()
  return new Promise((resolve) => {
    const done = (status: number) => resolve({ status, ms: performance.now() - began })
    request({ host: '127.0.0.1', port, path: target, agent: false }, (answer) => {
      answer.resume().on('end', () => done(answer.statusCode ?? 0))
    })
      .on('error', () => done(0))
      .end()
  })
}

/** Sends at a steady rate, whether answers come or not, as those do who don't know each other. */
async function steadily(port: number, targets: readonly string[], perSecond: number): Promise<Answer[]> {
  const began = performance.now()
  const answers: Promise<Answer>[] = []
  for (const [n, target] of targets.entries()) {
    const due = began + (n * 1000) / perSecond
    if (due > performance.now()) await delay(due - performance.now())
    answers.push(send(port, target))
  }
  return Promise.all(answers)
}

function report(name: string, answers: Answer[]): string {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) => Math.round(times[Math.ceil(times.length * share) - 1] ?? 0)
  const of = (status: number) => answers.filter((answer) => answer.status === status).length
  const others = answers.length - of(200) - of(503)
  return `| ${name} | ${answers.length} | ${of(200)} | ${of(503)} | ${others} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`
}

function raisePriority(): boolean {
  try {
    os.setPriority(-10)
    return true
  } catch {
    return false
  }
}

/** A busy loop in a process of its own, for as long as the work takes. */
async function beside<T>(loops: number, work: () => Promise<T>): Promise<T> {
  const children = Array.from({ length: loops }, () =>
    spawn(process.execPath, ['-e', 'require("node:os").setPriority(0); for (;;);'], { stdio: 'ignore' }),
  )
  try {
    return await work()
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
}

/**
 * Measures the listener of the production build as it is (`npm run build` first) beside busy loops and a flood of forged
 * arrivals; what is shown is what the sender waits. The figures depend on the machine.
 */
export async function measurePressure(): Promise<void> {
  const directory = await temporaryDirectory('bench')
  const postgres = await startPostgres({ directory: path.join(directory, 'postgres') })
  const port = await freePort()
  await createDatabase(postgres.url('postgres'), 'pressure')
  const url = postgres.url('pressure')
  await migrate(url)
  const values = exampleValues()
  const client = new Client({ connectionString: url })
  await client.connect()
  await prepareShop(client)
  const shop = startChild({
    args: [program('next'), 'start', '-H', '127.0.0.1', '-p', String(port)],
    env: { ...process.env, ...values, DATABASE_URL: url, NODE_ENV: 'production' },
    log: path.join(directory, 'shop.log'),
  })
  const genuine = (perSecond: number) =>
    unpaidOrders(client, seconds * perSecond, values.PAYMENTWALL_SECRET_KEY ?? '', '/api/pingback')
  const forged = (perSecond: number) => unpaidOrders(client, seconds * perSecond, 'a guess', '/api/pingback')
  const pay = async (perSecond: number) => steadily(port, await genuine(perSecond), perSecond)
  // The senders are other machines: what starves this one must not starve them, where that can be had.
  const isApart = raisePriority()
  console.log(
    isApart ? 'The senders have priority.' : 'The senders starve with the shop, so times are longer.',
  )
  try {
    while ((await send(port, '/api/health')).status !== 200) await delay(100)
    await pay(10)
    console.log('| Genuine pingbacks | sent | 200 | 503 | other | p50 ms | p99 ms | slowest ms |')
    console.log('|---|--:|--:|--:|--:|--:|--:|--:|')
    console.log(report('20 a second, nothing beside', await pay(20)))
    for (const loops of [2, 30]) {
      console.log(report(`20 a second, ${loops} busy loops beside`, await beside(loops, () => pay(20))))
    }
    for (const [loops, rate] of [
      [0, 400],
      [2, 400],
      [30, 400],
    ] as const) {
      const strangers = await forged(rate)
      const [flood, answers] = await beside(loops, () =>
        Promise.all([steadily(port, strangers, rate), pay(5)]),
      )
      const name = `${rate} forged a second${loops ? `, ${loops} busy loops` : ''}`
      console.log(report(`5 a second beside ${name}`, answers))
      console.log(report(`(the ${name})`, flood))
    }
  } finally {
    await shop.stop()
    await client.end()
    await postgres.stop()
  }
}
