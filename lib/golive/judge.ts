import type { Check, Context, Fact, Judgement, PointState } from '@/lib/golive/check'
import { withDeadline } from '@/lib/timeout'

const dayMs = 86_400_000

/** How long one rule may take, in milliseconds. */
const patience = 10_000

/** Where a check point stands. */
export interface Standing {
  state: PointState
  sentence: string
  facts: readonly Fact[]
  sample?: { passed: number; of: number }
  /** Until when the evidence counts, where there is some. */
  freshUntil?: Date
  /** Why its rule broke, for `unchecked`. */
  error?: string
}

/**
 * Where a check point stands: what its rule finds in the shop's rows, or, once those are pruned, in the evidence that was kept.
 * A rule that throws or does not end leaves its point unchecked and the others alone.
 *
 * @param began since when the shop runs in this mode for this project
 * @param kept the point's evidence of this mode and project, newest first
 */
export async function standingOf(
  check: Check,
  context: Omit<Context, 'since'>,
  began: Date,
  kept: readonly Fact[],
): Promise<Standing> {
  const oldest = new Date(context.now.getTime() - check.freshDays * dayMs)
  const since = began > oldest ? began : oldest
  try {
    const reason = await check.notUsed?.({ ...context, since })
    if (reason !== undefined) return { state: 'not_used', sentence: reason, facts: [] }
    const judgement = await withDeadline(performance.now() + patience, check.judge({ ...context, since }))
    if (judgement.state === 'not_yet') return fromKept(check, judgement, kept, oldest)
    return { ...judgement, ...freshness(check, judgement.facts) }
  } catch (fault) {
    const error = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)
    return { state: 'unchecked', sentence: 'The rule itself failed.', facts: [], error }
  }
}

function fromKept(check: Check, judgement: Judgement, kept: readonly Fact[], oldest: Date): Standing {
  const fresh = kept.filter(({ kind, at }) => kind !== 'fault' && at >= oldest)
  if (!fresh.some(({ kind }) => kind === 'proof')) return judgement
  return {
    state: 'proven',
    sentence: 'Proven by evidence that was kept; the rows it was copied from are gone.',
    facts: fresh,
    ...freshness(check, fresh),
  }
}

function freshness(check: Check, facts: readonly Fact[]): Pick<Standing, 'freshUntil'> {
  const newest = facts.filter(({ kind }) => kind === 'proof').map(({ at }) => at.getTime())
  return newest.length === 0 ? {} : { freshUntil: new Date(Math.max(...newest) + check.freshDays * dayMs) }
}
