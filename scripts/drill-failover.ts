import os from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { placeOrders, violations } from '@/test/support/listener'
import { createDatabase, migrate } from './database'
import { startBalancer } from './failover/balancer'
import { movableClock } from './failover/clock'
import { debianCluster, postgresVersion } from './failover/cluster'
import { haproxyBefore, haproxyVersion, movingAddress } from './failover/haproxy'
import { poolerVersion, preparePooler } from './failover/pooler'
import { prepareProcesses } from './failover/processes'
import { allHosts, type Measured, type Step, seconds, stepsOn, untilWorked } from './failover/steps'
import { Trade } from './failover/trade'
import { buildShop } from './open-shop'
import { freePort } from './postgres'
import { exampleValues } from './settings'
import { UserError } from './user-error'

/** What is to be met on a quiet machine, in seconds. */
const backWithin = 5
const endsWithin = 10

/** For the whole drill; no recovery takes so long. */
const patience = 900_000

interface Row extends Measured {
  step: Step
  acknowledged: number
  refused: number
  longestGap: number
}

async function measure(step: Step, trade: Trade, settle: () => Promise<unknown>): Promise<Row> {
  const [from, refusedBefore, countBefore] = [performance.now(), trade.refused, trade.acknowledged.length]
  const measured = await step.work().catch((error) => {
    throw new Error(`${step.name}: ${error.message}`, { cause: error })
  })
  await settle()
  const times = trade.acknowledged.slice(countBefore).map(({ at }) => at)
  return {
    step,
    acknowledged: times.length,
    refused: trade.refused - refusedBefore,
    longestGap: seconds(Math.max(...times.map((at, n) => at - (times[n - 1] ?? from)))),
    ...measured,
  }
}

async function rehearse(isShort: boolean, report: (line: string) => void) {
  const ends: (() => Promise<unknown>)[] = []
  try {
    const clock = isShort ? undefined : await movableClock()
    const cluster = await debianCluster({ variables: clock?.variables, hasSmallDisk: !isShort })
    ends.push(cluster.stop)
    const shops = [await freePort(), await freePort()]
    const front = await (haproxyVersion() ? haproxyBefore(shops) : startBalancer(shops))
    ends.push(front.stop)
    const moving = haproxyVersion() ? await movingAddress(cluster.servers) : undefined
    if (moving) ends.push(moving.stop)
    const pooler = poolerVersion() ? await preparePooler(cluster) : undefined
    if (pooler) ends.push(pooler.kill)
    report(`Before the shops: ${front.name}`)

    const ask = <R>(sql: string, values?: unknown[]) => cluster.primary.query<R>(sql, 'shop', values)
    await createDatabase(cluster.primary.url('postgres'), 'shop')
    await migrate(cluster.primary.url('shop'))
    const orders = await placeOrders(ask, 'failover', isShort ? 2000 : 12_000)
    await cluster.complete()
    const processes = await prepareProcesses(shops, front, clock?.variables)
    ends.push(processes.stop)
    await processes.start(allHosts(cluster))
    await untilWorked(cluster)

    const trade = new Trade(orders, front, exampleValues().PAYMENTWALL_SECRET_KEY ?? '')
    const rows: Row[] = []
    // New standbys take their time, and the short form has enough for its only promotion.
    const settle = async () => {
      if (!isShort) await cluster.complete()
      await pause(isShort ? 500 : 4000)
    }
    for (const step of stepsOn({ cluster, front, processes, trade, moving, pooler, clock, isShort })) {
      if (isShort && !step.isShort) continue
      if (step.needs) report(`Skipped: ${step.name} (${step.needs})`)
      else {
        rows.push(await measure(step, trade, settle))
        report(`Done: ${step.name}`)
      }
    }
    await trade.end()

    const stored = new Set((await ask<{ ref: string }>('SELECT ref FROM pingbacks')).map(({ ref }) => ref))
    return {
      rows,
      acknowledged: trade.acknowledged.length,
      stored: stored.size,
      lost: trade.acknowledged.filter(({ ref }) => !stored.has(ref)).length,
      astray: (await violations(ask)).length,
      wrongStatuses: [...trade.wrongStatuses],
      areAlive: processes.areAlive(),
      front: front.name,
    }
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

type Result = Awaited<ReturnType<typeof rehearse>>

/** What was used, the table and the sums, as docs/scale.md has them. */
function summary({ rows, acknowledged, stored, lost, astray, areAlive, front }: Result): string {
  const cell = (value: number | undefined) => (value === undefined ? '' : `${value} s`)
  const [load = 0] = os.loadavg()
  const programs = [`PostgreSQL ${postgresVersion()}`, `${front} before the shops`]
  if (poolerVersion()) programs.push(`PgBouncer ${poolerVersion()}`)
  return [
    `On ${new Date().toISOString().slice(0, 10)}, with ${programs.join(', ')}, on ${os.availableParallelism()} cores (a load of ${Math.round(load)} at the end):`,
    '',
    '| Step | Acknowledged | Refused, sent again | Longest gap | `OK` again after | Worker again after | Slowest end |',
    '|---|--:|--:|--:|--:|--:|--:|',
    ...rows.map(
      ({ step, ...row }) =>
        `| ${step.name} | ${row.acknowledged} | ${row.refused} | ${cell(row.longestGap)} | ${cell(row.okAfter)} | ${cell(row.workerAfter)} | ${cell(row.slowestEnd)} |`,
    ),
    '',
    `${acknowledged} acknowledged, ${stored} stored, ${lost} lost, ${astray} orders with too much or too little${areAlive ? '; every process recovered by itself' : ''}.`,
  ].join('\n')
}

/** What was lost, delivered twice or answered wrongly, and who gave up. */
function losses({ lost, astray, wrongStatuses, areAlive }: Result): string[] {
  return [
    ...wrongStatuses.map((status) => `A pingback was answered ${status}, not 200 or 503.`),
    ...(lost > 0 ? [`${lost} acknowledged pingbacks are lost.`] : []),
    ...(astray > 0 ? [`${astray} orders hold too much or too little.`] : []),
    ...(areAlive ? [] : ['A process ended by itself.']),
  ]
}

/** Which steps have refused a pingback that must not. */
function refusals({ step, refused }: Row): string[] {
  return step.refusesNone && refused > 0 ? [`${step.name}: ${refused} refused.`] : []
}

/** Which times are over what is to be met. */
function delays({ step, okAfter = 0, workerAfter = 0, slowestEnd = 0 }: Row): string[] {
  const late = Math.max(okAfter, workerAfter)
  return [
    ...(late > backWithin ? [`${step.name}: back after ${late} s, not ${backWithin}.`] : []),
    ...(slowestEnd > endsWithin ? [`${step.name}: a process took ${slowestEnd} s to end.`] : []),
  ]
}

/**
 * Runs two shops, two workers and a replicated PostgreSQL under load through what fails on such servers. Prints what was
 * acknowledged, stored, lost and delivered twice, and how long each thing took. The times are targets of the long form alone: a
 * busy machine is slower.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { short: { type: 'boolean', default: false } } })
  postgresVersion()
  await buildShop({ report: console.log })
  const began = performance.now()
  const tooLong = pause(patience, undefined, { ref: false }).then(() => {
    throw new UserError('The drill did not come to an end: something did not recover.')
  })
  const result = await Promise.race([rehearse(values.short, console.log), tooLong])
  const { rows } = result
  const faults = [...losses(result), ...rows.flatMap(refusals), ...(values.short ? [] : rows.flatMap(delays))]
  console.log(`\n${summary(result)}\n`)
  for (const fault of faults) console.log(fault)
  console.log(`The drill took ${Math.round((performance.now() - began) / 1000)} s.`)
  return faults.length === 0 ? 0 : 1
}
