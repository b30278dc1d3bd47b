'use server'

import { requireRole } from '@/lib/accounts/session'
import { type Actor, type ActResult, audited, type Begun } from '@/lib/audit'
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
    const acts = items.map((item) => async () => auditOf(await applyMatch(item)))
    const [only] = items
    const to = items.length === 1 ? `/admin/pingbacks/ledger/${only?.id}` : '/admin/pingbacks'
    return { ...(await applyAll(acts, actor, 'pingback.apply')), to }
  },
)

function auditOf({ id, isApplied, sentence, target, payment }: Match): ActResult {
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

/** Reads arrivals that were refused for their form or sender again, and applies those that pass now. */
export const applyRefusedAction = operatorAction(
  { role: 'ADMIN', act: 'pingback.refused', schema: refusedSchema },
  async ({ id: ids }, _, actor) => {
    const acts = ids.map((id) => async () => {
      const { isApplied: ok, sentence } = await applyRefused(id)
      return { ok, sentence, subject: `refused pingback ${id}` }
    })
    return applyAll(acts, actor, 'pingback.refused')
  },
)

/** One act is done here; of several, each is in a transaction of its own with its own entry in the audit log. */
async function applyAll(
  acts: readonly (() => Promise<ActResult>)[],
  actor: Actor,
  act: string,
): Promise<Begun<ActResult>> {
  const [only] = acts
  if (!only) return { ok: false, sentence: 'Nothing was selected.' }
  if (acts.length === 1) return only()
  return {
    ok: true,
    sentence: `${acts.length} pingbacks are being applied, one after the other.`,
    rest: async () => {
      const results: ActResult[] = []
      for (const one of acts) results.push((await audited(actor, act, one)).result)
      return summary(results)
    },
  }
}

function summary(results: readonly ActResult[]): ActResult {
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
