import { DrillBench, type DrillTarget } from './bench'
import { type Drill, drills } from './drills'
import type { Observation } from './observation'
import type { DrillReport, DrillResult } from './report'

const betweenLooksMs = 100

/** Runs the drills one after the other and says of each what the listener did. */
export async function runDrills(
  target: DrillTarget,
  only: readonly string[] = [],
  heard: (result: DrillResult) => void = () => {},
): Promise<DrillReport> {
  const bench = new DrillBench(target)
  const results: DrillResult[] = []
  const chosen = drills.filter(({ name }) => only.length === 0 || only.includes(name))
  for (const drill of chosen) {
    target.signal.throwIfAborted()
    const { outcome: first } = results.find(({ name }) => name === 'payment') ?? {}
    const started = performance.now()
    const judged =
      first === 'failed'
        ? cannotTell('the listener does not take an ordinary payment, so nothing it refuses means anything.')
        : await judge(bench, drill)
    const { name, expects } = drill
    const result = { name, expects, ...judged, durationMs: Math.round(performance.now() - started) }
    results.push(result)
    heard(result)
  }
  return { listener: target.pingbackUrl, at: new Date().toISOString(), results }
}

type Judgement = Pick<DrillResult, 'outcome' | 'findings'>

const cannotTell = (reason: string): Judgement => ({ outcome: 'not observable', findings: [reason] })

async function judge(bench: DrillBench, drill: Drill): Promise<Judgement> {
  try {
    return await observed(bench, drill)
  } catch (error) {
    bench.target.signal.throwIfAborted()
    // What helps to look from outside has failed, not the listener.
    return cannotTell(error instanceof Error ? error.message : String(error))
  }
}

async function observed(bench: DrillBench, drill: Drill): Promise<Judgement> {
  const observation = await drill.run(bench)
  if (observation.missing) return cannotTell(observation.missing)
  const faults = [...observation.faults, ...(await wrongDeliveries(bench.target, observation))]
  if (faults.length > 0) return { outcome: 'failed', findings: faults }
  if (!bench.target.countDeliveries && !drill.showsInAnswers) {
    return cannotTell('the answers are right; what was delivered can only be counted (--deliveries).')
  }
  return { outcome: 'passed', findings: [] }
}

const timesOf = (count: number) => (count === 1 ? 'once' : `${count} times`)

/** A listener may deliver a moment after it has answered. */
async function wrongDeliveries(
  { countDeliveries, patience, signal }: DrillTarget,
  { deliveries }: Observation,
): Promise<string[]> {
  if (!countDeliveries) return []
  const faults: string[] = []
  for (const [order, expected] of deliveries) {
    const until = performance.now() + patience.delivery
    let count = await countDeliveries(order)
    while (count !== expected && performance.now() < until && faults.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, betweenLooksMs))
      signal.throwIfAborted()
      count = await countDeliveries(order)
    }
    if (count !== expected)
      faults.push(`Order ${order} was delivered ${timesOf(count)} instead of ${expected}.`)
  }
  return faults
}
