'use server'

import { requireRole } from '@/lib/accounts/session'
import { type Actor, recordAct } from '@/lib/audit'
import { formStateAction } from '@/lib/http/server-action'
import { operatorAction } from '@/lib/operators/operator-action'
import { explainPasted, type PastedExplanation } from '@/lib/pingbacks/explain'
import { applyMatch, type Match } from '@/lib/pingbacks/match'
import { applyRefused } from '@/lib/pingbacks/mutations'
import { explainSchema, matchSchema, refusedSchema } from '@/lib/pingbacks/schema'

/** Applies stored pingbacks, each as it was shown and to the order that it was matched to. */
export const applyMatchesAction = operatorAction(
  { role: 'ADMIN', act: 'pingback.apply', schema: matchSchema },
  async ({ item: items }, _, actor) => {
    const [first, ...more] = items
    if (!first) return { ok: false, sentence: 'Nothing was chosen.' }
    if (more.length === 0) {
      return { ...auditOf(await applyMatch(first)), to: `/admin/pingbacks/ledger/${first.id}` }
    }
    const results = []
    for (const item of items) {
      const result = auditOf(await applyMatch(item))
      await recordAct(actor, { act: 'pingback.apply', ...allowed(result) })
      results.push(result)
    }
    return { ...summary(results), to: '/admin/pingbacks' }
  },
)

function auditOf({ id, isApplied, sentence, target, payment }: Match) {
  return {
    ok: isApplied,
    sentence,
    subject: `pingback ${id}`,
    ...(target !== undefined && { orderId: target }),
    ...(payment && {
      before: { payment: payment.before ?? null },
      after: { payment: payment.after ?? null },
    }),
  }
}

function allowed<Rest>({ ok, ...rest }: Rest & { ok: boolean }) {
  return { ...rest, allowed: ok }
}

/** Reads arrivals that were refused for their form or sender again, and applies those that pass now. */
export const applyRefusedAction = operatorAction(
  { role: 'ADMIN', act: 'pingback.refused', schema: refusedSchema },
  async ({ id: ids }, _, actor) => {
    const results: { ok: boolean; sentence: string }[] = []
    for (const id of ids) results.push(await readAgain(id, actor, ids.length > 1))
    const [only] = results
    if (!only) return { ok: false, sentence: 'Nothing was chosen.' }
    return results.length === 1 ? { ...only, subject: `refused pingback ${ids[0]}` } : summary(results)
  },
)

async function readAgain(id: bigint, actor: Actor, isOneOfSeveral: boolean) {
  const result = await applyRefused(id).catch((error: Error) => {
    if (!error.message.startsWith('There is no refused pingback')) throw error
    return {
      isApplied: false,
      sentence: `Refused pingback ${id} is no longer stored: it has already been applied.`,
    }
  })
  const told = { ok: result.isApplied, sentence: result.sentence }
  if (isOneOfSeveral) {
    await recordAct(actor, { act: 'pingback.refused', subject: `refused pingback ${id}`, ...allowed(told) })
  }
  return told
}

function summary(results: readonly { ok: boolean; sentence: string }[]) {
  const done = results.filter(({ ok }) => ok).length
  const sentences = results.map(({ sentence }) => sentence).join(' ')
  return { ok: done > 0, sentence: `${done} of ${results.length} were applied. ${sentences}` }
}

/** What the form that explains an address shows. */
export type ExplainState = { error: string } | { url: string; explanation: PastedExplanation }

/** Explains an address that was pasted. Nothing of it is stored or logged. */
export const explainAction = formStateAction(async (form): Promise<ExplainState> => {
  await requireRole('REVIEWER', '/admin/pingbacks/explain')
  const input = explainSchema.safeParse({ url: form.get('url') ?? '', secret: form.get('secret') ?? '' })
  if (!input.success) return { error: input.error.issues[0]?.message ?? 'This can’t be read.' }
  const { url, secret } = input.data
  return { url, explanation: explainPasted(url, secret) }
})
