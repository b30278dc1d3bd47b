import { z } from 'zod'
import type { Parameter } from '../core/parameters'
import type { Payment, RequestRecord } from '../core/state'
import type { Emulator } from '../emulator'
import { isAbout } from '../payments'
import { composeSigned } from '../pingbacks/pingbacks'

const parameter = z.tuple([z.string(), z.string()])

export const scenarioSchema = z.strictObject({
  format: z.literal(1),
  payment: z.strictObject({
    ref: z.string(),
    uid: z.string(),
    goodsId: z.string().nullable(),
    status: z.string(),
  }),
  /** The shop's calls, for people to read: only the shop can make them again. */
  calls: z.array(
    z.strictObject({
      afterMs: z.number(),
      method: z.string(),
      path: z.string(),
      query: z.array(parameter),
      body: z.array(parameter),
      status: z.number().nullable(),
      answer: z.string(),
    }),
  ),
  pingbacks: z.array(
    z.strictObject({
      afterMs: z.number(),
      type: z.number(),
      method: z.string(),
      signVersion: z.union([z.literal(1), z.literal(2), z.literal(3)]),
      /** Without version and signature, which a replay makes again. */
      parameters: z.array(parameter),
      /** What the shop answered last; null if it never did. */
      answer: z.strictObject({ status: z.number().nullable(), body: z.string() }).nullable(),
    }),
  ),
})

export type Scenario = z.output<typeof scenarioSchema>

/** A payment's whole conversation with the shop, to be kept in a file. */
export function exportScenario(emulator: Emulator, payment: Payment): Scenario {
  const { ref, uid, goodsId, status } = payment
  const calls = emulator.state.requests.filter((request) => isAbout(request, payment))
  const pingbacks = emulator.state.pingbacks.filter((pingback) => pingback.ref === ref)
  const start = Math.min(...[...calls, payment].map((item) => ('at' in item ? item.at : item.createdAt)))
  return {
    format: 1,
    payment: { ref, uid, goodsId, status },
    calls: calls.map(({ at, method, path, query, body, status: answered, answer }: RequestRecord) => ({
      afterMs: at - start,
      method,
      path,
      query,
      body,
      status: answered,
      answer,
    })),
    pingbacks: pingbacks.map(({ createdAt, type, method, signVersion, parameters, attempts }) => {
      const last = attempts.at(-1)
      return {
        afterMs: createdAt - start,
        type,
        method,
        signVersion,
        parameters: parameters.filter(([name]) => name !== 'sig' && name !== 'sign_version'),
        answer: last ? { status: last.status, body: last.body } : null,
      }
    }),
  }
}

export const replaySchema = z.strictObject({
  scenario: scenarioSchema,
  /** Put in the place of those that were exported: a shop takes a reference that it knows for a repetition. */
  ref: z.string().min(1).max(64).optional(),
  uid: z.string().min(1).max(64).optional(),
  goodsId: z.string().min(1).max(256).optional(),
})

type Answer = Scenario['pingbacks'][number]['answer']

export interface Replay {
  answers: { type: number; then: Answer; now: Answer; isSame: boolean }[]
  isSame: boolean
}

/** Sends a scenario's pingbacks again, in their order, signed with the project's key, and compares the answers. */
export async function replayScenario(
  emulator: Emulator,
  { scenario, ref, uid, goodsId }: z.output<typeof replaySchema>,
): Promise<Replay> {
  const changes = new Map(Object.entries({ ref, uid, goodsid: goodsId }))
  const answers: Replay['answers'] = []
  for (const { type, method, signVersion, parameters, answer: then } of scenario.pingbacks) {
    const changed = parameters.map(([name, value]): Parameter => [name, changes.get(name) ?? value])
    const pingback = composeSigned(emulator, ref ?? scenario.payment.ref, type, changed, {
      method,
      signVersion,
    })
    emulator.state.pingbacks.push(pingback)
    const attempt = await emulator.pingbacks.attempt(pingback.id)
    const now = attempt && { status: attempt.status, body: attempt.body }
    answers.push({ type, then, now, isSame: then?.status === now?.status && then?.body === now?.body })
  }
  return { answers, isSame: answers.every(({ isSame }) => isSame) }
}
