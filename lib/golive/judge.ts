import type { Check, Context, Fact, Judgement, PointState } from '@/lib/golive/check'
import { digestOf } from '@/lib/golive/evidence'
import { mostTelling } from '@/lib/golive/judgement'
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
    const facts = mostTelling(found.facts, factsShown).map((fact) => keptForm(check, fact, mask))
    const standing = { ...found, sentence: mask(found.sentence), facts }
    if (standing.state === 'not_yet') return fromKept(check, standing, kept, oldest)
    return { ...standing, ...freshness(check, facts) }
  } catch (fault) {
    return {
      state: 'unchecked',
      sentence: 'The check itself failed.',
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
  if (fault instanceof TimeoutError) return `It did not finish within ${patience} seconds.`
  return (fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)).replace(/\s+/g, ' ')
}

function keptForm({ parts = [] }: Check, { part, ...fact }: Fact, mask: (text: string) => string): Fact {
  if (Number.isNaN(fact.at.getTime())) throw new Error(`The time of “${fact.what}” is none.`)
  const isPart = part !== undefined && parts.includes(part)
  return { ...fact, what: mask(fact.what), seen: mask(fact.seen), ...(isPart && { part }) }
}

/**
 * A point of which the rows no longer show enough: proven where what was kept shows the rest, each part of it, and nothing
 * newer should not have been.
 */
function fromKept(check: Check, judgement: Judgement, kept: readonly Fact[], oldest: Date): Standing {
  const fresh = kept.filter(({ at }) => at >= oldest)
  const newest = fresh.find(({ kind }) => kind !== 'attack')
  if (newest?.kind !== 'proof') return judgement
  const known = new Map([...judgement.facts, ...fresh].map((fact) => [digestOf(fact), fact]))
  const facts = [...known.values()]
    .filter(({ kind }) => kind !== 'fault')
    .sort((one, other) => other.at.getTime() - one.at.getTime())
  const lasting = freshness(check, facts)
  if (lasting.freshUntil === undefined) return judgement
  return {
    state: 'proven',
    sentence: 'Proven by stored evidence. The rows it was copied from have been deleted.',
    facts: mostTelling(facts, factsShown),
    isKept: true,
    ...lasting,
  }
}

/** Until when facts count: as long as the newest proof does, or of several parts the one that was shown longest ago. */
function freshness({ parts, freshDays }: Check, facts: readonly Fact[]): Pick<Standing, 'freshUntil'> {
  const newest = (shows: (fact: Fact) => boolean) =>
    Math.max(...facts.filter(shows).map(({ at }) => at.getTime()))
  const shown = parts
    ? Math.min(...parts.map((part) => newest((fact) => fact.kind !== 'fault' && fact.part === part)))
    : newest(({ kind }) => kind === 'proof')
  return Number.isFinite(shown) ? { freshUntil: new Date(shown + freshDays * dayMs) } : {}
}

/** Where a point stands that only a person can confirm: said until the end of what was said last. */
export function standingOfQuestion(said: Said | undefined, now: Date): Standing {
  if (!said) return { state: 'not_yet', sentence: 'Nobody has attested this yet.', facts: [] }
  const { name, saidAt, until } = said
  return until > now
    ? {
        state: 'said',
        sentence: `Attested by ${name} on ${dayOf(saidAt)}, valid until ${lastDayOf(until)}.`,
        facts: [],
        freshUntil: until,
      }
    : {
        state: 'not_yet',
        sentence: `Expired on ${lastDayOf(until)}: attested by ${name} on ${dayOf(saidAt)}.`,
        facts: [],
      }
}

/** The last day of what ends with a day. */
export function lastDayOf(until: Date): string {
  return dayOf(new Date(until.getTime() - 1))
}
