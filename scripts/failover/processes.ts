import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { send } from '@/test/support/listener'
import { type Child, startChild, temporaryDirectory } from '../children'
import { childEnvironment } from '../open-shop'
import { next } from '../programs'
import { exampleValues } from '../settings'
import type { Front } from './balancer'

export type Variables = Record<string, string>

export interface Processes {
  start(variables: Variables): Promise<void>
  /**
   * One after another, a worker together with each shop: SIGTERM, and a new one. Returns the milliseconds that the slowest
   * took to end.
   *
   * @param by what takes a shop out of the proxy first; without it the proxy has to notice
   */
  restart(variables: Variables, by?: Pick<Front, 'takeOut'>): Promise<number>
  areAlive(): boolean
  stop(): Promise<unknown>
}

/**
 * Two shops and two workers, on whatever database they are told.
 *
 * @param always variables that all of them always get
 */
export async function prepareProcesses(
  ports: readonly number[],
  front: Front,
  always: Variables = {},
): Promise<Processes> {
  const logs = await temporaryDirectory('failover')
  const shops: Child[] = []
  const workers: Child[] = []
  let started = 0
  const stopTimeout = 30_000
  const environment = (given: Variables) =>
    childEnvironment(
      { ...(exampleValues() as Variables), ...given, DELIVERY_CONFIRMATION: 'off', LOG_LEVEL: 'info' },
      { ...always, NODE_ENV: 'production' },
    )

  /** Until it serves; throws when it ends instead. */
  async function until(child: Child, serves: () => Promise<boolean>): Promise<void> {
    while (!(await serves())) {
      const ended = await Promise.race([child.ended, pause(50, undefined)])
      if (ended) throw new Error(`A process did not start (${ended}): see ${logs}`)
    }
  }
  async function startShop(n: number, given: Variables): Promise<void> {
    const port = ports[n] ?? 0
    const args = next('start', '127.0.0.1', port)
    const child = startChild({ args, env: environment(given), log: `${logs}/shop-${n}.log`, stopTimeout })
    shops[n] = child
    const answer = () => send(port, '/api/ready').catch(() => ({ status: 0 }))
    await until(child, async () => (await answer()).status === 200)
  }
  async function startWorker(n: number, given: Variables): Promise<void> {
    const log = `${logs}/worker-${++started}.log`
    const child = startChild({
      args: ['scripts/run.mjs', 'worker'],
      env: environment(given),
      log,
      stopTimeout,
    })
    workers[n] = child
    await until(child, async () => (await readFile(log, 'utf8')).includes('worker is ready'))
  }
  const forEach = (work: (n: number) => Promise<void>) => Promise.all(ports.map((_, n) => work(n)))

  return {
    start: async (given) => {
      await Promise.all([forEach((n) => startShop(n, given)), forEach((n) => startWorker(n, given))])
      await forEach(front.putIn)
    },
    restart: async (given, by) => {
      let slowest = 0
      const end = async (child: Child | undefined) => {
        const began = performance.now()
        await child?.stop()
        slowest = Math.max(slowest, performance.now() - began)
      }
      for (const n of ports.keys()) {
        await by?.takeOut(n)
        await Promise.all([
          end(shops[n]).then(() => startShop(n, given)),
          end(workers[n]).then(() => startWorker(n, given)),
        ])
        await front.putIn(n)
      }
      return slowest
    },
    areAlive: () => [...shops, ...workers].every(({ code }) => code === undefined),
    stop: () => Promise.all([...shops, ...workers].map((child) => child.kill())),
  }
}
