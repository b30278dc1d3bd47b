import type { Check, Context, Fact, Judgement, PointState } from '@/lib/golive/check'
import { maskerOf } from '@/lib/golive/masked'
import { dayOf } from '@/lib/time'
import { TimeoutError, withDeadline } from '@/lib/timeout'

const dayMs = 86_400_000

/** How long one rule may take, in seconds. */
const patience = 15

const factsShown = 20

/** Where a check point stands. */
export interface Standing {
  state: PointState
  sentence: string
  facts: readonly Fact[]
  sample?: { passed: number; of: number }
  /** Until when the evidence counts, or what was said, where there is some. */
  freshUntil?: Date
  /** Why its rule broke, for `unchecked`. */
  error?: string
  /** True where nothing but kept evidence proves it. */
  isKept?: boolean
}

/** What somebody said of a check point. */
export interface Said {
  text: string
  name: string
  saidAt: Date
  until: Date
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
  const mask = maskerOf(context.env)
  try {
    const found = await withDeadline(
      performance.now() + patience * 1000,
      askRule(check, { ...context, since }),
    )
    if (typeof found === 'string') return { state: 'not_used', sentence: mask(found), facts: [] }
    const facts = chosenFacts(found.facts).map((fact) => masked(fact, mask))
    const standing = { ...found, sentence: mask(found.sentence), facts }
    if (standing.state === 'not_yet') return fromKept(check, standing, kept, oldest)
    return { ...standing, ...freshness(check, facts) }
  } catch (fault) {
    return {
      state: 'unchecked',
      sentence: 'The rule itself failed.',
      facts: [],
      error: mask(wordsOf(fault)),
    }
  }
}

/** What a rule found, or why its point does not apply. */
async function askRule(check: Check, context: Context): Promise<Judgement | string> {
  return (await check.notUsed?.(context)) ?? (await check.judge(context))
}

function wordsOf(fault: unknown): string {
  if (fault instanceof TimeoutError) return `It did not end within ${patience} seconds.`
  return fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)
}

/** What should not be comes before what is only more of the same. */
function chosenFacts(facts: readonly Fact[]): readonly Fact[] {
  if (facts.length <= factsShown) return facts
  const faults = facts.filter(({ kind }) => kind === 'fault').slice(0, factsShown)
  const chosen = new Set([
    ...faults,
    ...facts.filter(({ kind }) => kind !== 'fault').slice(0, factsShown - faults.length),
  ])
  return facts.filter((fact) => chosen.has(fact))
}

function masked(fact: Fact, mask: (text: string) => string): Fact {
  if (Number.isNaN(fact.at.getTime())) throw new Error(`The time of “${fact.what}” is none.`)
  return { ...fact, what: mask(fact.what), seen: mask(fact.seen) }
}

function fromKept(check: Check, judgement: Judgement, kept: readonly Fact[], oldest: Date): Standing {
  const fresh = kept.filter(({ at }) => at >= oldest)
  const newest = fresh.find(({ kind }) => kind !== 'attack')
  if (newest?.kind !== 'proof') return judgement
  const facts = fresh.filter(({ kind }) => kind !== 'fault')
  return {
    state: 'proven',
    sentence: 'Proven by evidence that was kept; the rows it was copied from are gone.',
    facts,
    isKept: true,
    ...freshness(check, facts),
  }
}

function freshness(check: Check, facts: readonly Fact[]): Pick<Standing, 'freshUntil'> {
  const newest = facts.filter(({ kind }) => kind === 'proof').map(({ at }) => at.getTime())
  return newest.length === 0 ? {} : { freshUntil: new Date(Math.max(...newest) + check.freshDays * dayMs) }
}

/** Where a point stands that only a person can confirm: said until the end of what was said last. */
export function standingOfQuestion(said: Said | undefined, now: Date): Standing {
  if (!said) return { state: 'not_yet', sentence: 'Nobody has said so yet.', facts: [] }
  const { name, saidAt, until } = said
  const bySomebody = `by ${name} on ${dayOf(saidAt)}`
  return until > now
    ? {
        state: 'said',
        sentence: `Said ${bySomebody}, until ${lastDayOf(until)}.`,
        facts: [],
        freshUntil: until,
      }
    : { state: 'not_yet', sentence: `Said until ${lastDayOf(until)}, ${bySomebody}.`, facts: [] }
}

/** The last day of what ends with a day. */
export function lastDayOf(until: Date): string {
  return dayOf(new Date(until.getTime() - 1))
}
