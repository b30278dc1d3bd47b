import type { Fact, Judgement } from '@/lib/golive/check'

const mostFacts = 20
const mostAttacks = 6

const newestFirst = (one: Fact, other: Fact) => other.at.getTime() - one.at.getTime()

/**
 * So many facts at most, in their order: what should not be comes before what shows a part of the criterion first, and this
 * before what is only more of the same.
 */
export function mostTelling(facts: readonly Fact[], most: number): readonly Fact[] {
  if (facts.length <= most) return facts
  const firstOf = new Map<string, Fact>()
  for (const fact of facts)
    if (fact.part !== undefined && !firstOf.has(fact.part)) firstOf.set(fact.part, fact)
  const rank = (fact: Fact) =>
    fact.kind === 'fault' ? 0 : fact.part !== undefined && firstOf.get(fact.part) === fact ? 1 : 2
  const chosen = new Set([...facts].sort((one, other) => rank(one) - rank(other)).slice(0, most))
  return facts.filter((fact) => chosen.has(fact))
}

/**
 * What facts say of a point: a fault fails it, and names the reason; a proof proves it; what did not work against the shop
 * alone proves nothing.
 */
export function judgementOf(
  facts: readonly Fact[],
  sentences: { notYet: string; proven: string },
  sample?: { passed: number; of: number },
): Judgement {
  const sorted = [...facts].sort(newestFirst)
  const of = (kind: Fact['kind']) => sorted.filter((fact) => fact.kind === kind)
  const [fault] = of('fault')
  const attacks = mostTelling(of('attack'), mostAttacks)
  const shown = mostTelling([...of('fault'), ...of('proof')], mostFacts - attacks.length)
  return {
    ...(fault
      ? { state: 'failed', sentence: `${fault.what}: ${fault.seen}.` }
      : of('proof').length > 0
        ? { state: 'proven', sentence: sentences.proven }
        : { state: 'not_yet', sentence: sentences.notYet }),
    facts: [...shown, ...attacks].sort(newestFirst),
    ...(sample && sample.of > 0 && { sample }),
  }
}

/** One judgement of several, all of which must hold: it fails with the first that fails, and waits for the first that waits. */
export function allOf(...judgements: readonly Judgement[]): Judgement {
  const decisive =
    judgements.find(({ state }) => state === 'failed') ?? judgements.find(({ state }) => state === 'not_yet')
  const facts = judgements.flatMap((judgement) => judgement.facts)
  const whole = judgementOf(facts, { notYet: '', proven: '' })
  const sentence = judgements.map((judgement) => judgement.sentence).join(' ')
  return { state: 'proven', sentence, ...decisive, facts: whole.facts }
}

/** A judgement with what else was tried against the shop; a fault among it fails the point. */
export function withAttacks(judgement: Judgement, attacks: readonly Fact[]): Judgement {
  const facts = [...judgement.facts, ...attacks]
  const whole = judgementOf(
    facts,
    { notYet: judgement.sentence, proven: judgement.sentence },
    judgement.sample,
  )
  return whole.state === 'failed' ? whole : { ...judgement, facts: whole.facts }
}
