import { z } from 'zod'
import { isHttpAddress } from '../core/addresses'
import type { SignVersion } from '../core/signature'
import type { Emulator } from '../emulator'
import { usualPatience } from './bench'
import { drills } from './drills'
import { deliveriesAt, madeUpOrders, ordersOf } from './outside'
import type { DrillReport, DrillResult } from './report'
import { runDrills } from './run'

export const drillSchema = z.strictObject({
  uid: z.string().min(1).max(64).default('drill-user'),
  orders: z.array(z.string().min(1).max(256)).default([]),
  deliveries: z
    .string()
    .refine(isHttpAddress, { error: 'deliveries is an http or https address' })
    .nullable()
    .default(null),
  only: z.array(z.enum(drills.map(({ name }) => name) as [string, ...string[]])).default([]),
  seed: z.number().int().nonnegative().max(0xffff_ffff).default(1),
})

export interface DrillRun {
  listener: string
  /** What is known so far. */
  results: DrillResult[]
  report: DrillReport | null
  fault: string | null
}

const runs = new WeakMap<Emulator, DrillRun>()

/** The drills that run now, or ran last, against a project's listener. */
export function lastRun(emulator: Emulator): DrillRun | undefined {
  return runs.get(emulator)
}

export function isRunning(run: DrillRun | undefined): boolean {
  return run !== undefined && run.report === null && run.fault === null
}

function signVersionOf({ state: { settings } }: Emulator): SignVersion {
  const { apiType, cartPingbackVersion, pingbackVersion } = settings
  return apiType === 'cart' && cartPingbackVersion === 2 ? 2 : pingbackVersion
}

/** Why a project's listener can't be drilled now; null if it can. */
export function obstacleTo(emulator: Emulator): string | null {
  if (isRunning(lastRun(emulator))) return 'Drills are running already.'
  return signVersionOf(emulator) === 1
    ? 'Drills need signature version 2 or 3: most of them change parameters that version 1 does not sign.'
    : null
}

/** Drills the project's own listener. Commands are for the command line alone: nobody gives any by HTTP. */
export function drillProject(
  emulator: Emulator,
  options: z.output<typeof drillSchema>,
): Promise<DrillReport> {
  const { settings } = emulator.state
  const listener = settings.pingbackUrl ?? emulator.pingbackUrl
  const run: DrillRun = { listener, results: [], report: null, fault: null }
  runs.set(emulator, run)
  const running = runDrills(
    {
      pingbackUrl: listener,
      projectKey: emulator.project.key,
      secretKey: emulator.project.secretKey,
      signVersion: signVersionOf(emulator) === 2 ? 2 : 3,
      apiType: settings.apiType,
      uid: options.uid,
      newOrder: options.orders.length > 0 ? ordersOf(options.orders) : madeUpOrders(),
      countDeliveries: options.deliveries === null ? null : deliveriesAt(options.deliveries),
      restart: null,
      seed: options.seed,
      patience: usualPatience,
      signal: emulator.ending,
    },
    options.only,
    (result) => {
      run.results.push(result)
      emulator.store.changed()
    },
  )
  return running.then(
    (report) => {
      run.report = report
      emulator.store.changed()
      return report
    },
    (error: unknown) => {
      run.fault = error instanceof Error ? error.message : String(error)
      emulator.store.changed()
      throw error
    },
  )
}
