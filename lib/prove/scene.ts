import { setTimeout as pause } from 'node:timers/promises'
import { readActOrder } from '@/lib/acts/data'
import { factsOf, type SeenFacts } from '@/lib/acts/facts'
import { shopTime } from '@/lib/clock'
import { db } from '@/lib/db'
import type { Env } from '@/lib/env'
import type { OrderId, Uid } from '@/lib/ids'
import { orderIdSchema } from '@/lib/orders/schema'
import type { Told } from '@/lib/prove/case'
import { type Emulator, emulatorOf } from '@/lib/prove/emulator'

/** Where a step plays. */
export interface Scene {
  env: Env
  runId: string
  caseId: string
  /** The operator who pressed: card orders are theirs. */
  uid: Uid
  /** What the case's steps remember, from one to the next and beyond a pause: its order, its payment. */
  memory: Map<string, string>
  /** Until when the step may take, on the clock of `performance.now()`. */
  deadline: number
  /** Aborts when the run was ended. */
  ended: AbortSignal
}

/** The emulator; throws outside `local`. */
export const emulator = ({ env }: Scene): Emulator => emulatorOf(env)

/** Something that an earlier step of the case has remembered. */
export function recalled({ memory }: Scene, name: string): string {
  const value = memory.get(name)
  if (value === undefined) throw new Error(`No earlier step has found the ${name}.`)
  return value
}

export const orderOf = (scene: Scene): OrderId => orderIdSchema.parse(recalled(scene, 'order'))

/** Looks again and again until something is there. */
export async function waitFor<T>(
  { deadline, ended }: Scene,
  what: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (ended.aborted) throw new Error('The run has ended.')
    if (performance.now() > deadline) throw new Error(`${what} did not come in time.`)
    await pause(200)
  }
}

/** The case's order as the ledger has it now; empty while it has none. */
export async function ledgerOf({ memory }: Scene): Promise<SeenFacts> {
  const orderId = orderIdSchema.safeParse(memory.get('order')).data
  const order = orderId && (await readActOrder(orderId, await shopTime()))
  return order ? factsOf(order, new Date()) : {}
}

/** The newest payment of the case's order, and what is held by it. */
export async function standing(scene: Scene) {
  return db().order.findUniqueOrThrow({
    where: { id: orderOf(scene) },
    select: {
      uid: true,
      payments: { orderBy: { createdAt: 'desc' }, select: { ref: true, state: true, isTest: true } },
      charges: {
        orderBy: { createdAt: 'desc' },
        select: { id: true, state: true, hadFingerprint: true, securedAt: true, chargeId: true },
      },
      deliveries: { select: { id: true, withdrawnAt: true } },
      lines: { select: { id: true, name: true } },
      acceptance: { select: { acceptedAt: true, wording: true } },
    },
  })
}

export type Standing = Awaited<ReturnType<typeof standing>>

/** Goods of the order that its buyer holds. */
export const heldIn = ({ deliveries }: Standing) =>
  deliveries.filter(({ withdrawnAt }) => withdrawnAt === null).length

/** The arrival of a pingback of a type for the case's order, as the log has it; undefined while none has come. */
export async function arrivalOf(scene: Scene, type: number): Promise<Told | undefined> {
  const arrival = await db().pingbackAttempt.findFirst({
    where: {
      orderId: orderOf(scene),
      verdict: { in: ['applied', 'duplicate'] },
      parameters: { path: ['type'], equals: String(type) },
    },
    orderBy: { id: 'desc' },
  })
  if (!arrival) return undefined
  const parameters = Object.entries(arrival.parameters ?? {})
  return {
    sentence: arrival.sentence,
    request: `GET /api/pingback?${parameters.map(([name, value]) => `${name}=${value}`).join('&')}`,
    answer: `200 OK after ${Math.round(arrival.durationMs)} ms`,
  }
}
