import { answerOf, notLetIn } from '@/lib/probe/arrivals'
import { fact, judged, type ProbeCheck } from '@/lib/probe/check'

/** B8: a repeated pingback delivers nothing again. */
export const duplicates: ProbeCheck = {
  id: 'B8',
  section: 'B',
  title: 'A repeated pingback never delivers twice',
  asked: 'A pingback with an already processed ref delivers nothing again.',
  sources: [
    { document: 'technical review', number: 'Pingback 3' },
    { document: 'integration checklist', number: '3.2.3' },
  ],
  criterion:
    'A pingback sent again, alone and many times at once, is answered OK and changes nothing on the buyer’s order page.',
  rationale: 'Paymentwall repeats a pingback until it receives OK.',
  limits: 'It sees only what the buyer sees: the order page.',
  fix: 'See the order’s timeline in the back office.',
  version: 1,
  look: async ({ pingbacks }) => {
    const run = await pingbacks()
    const facts = run.repeated.map((one) =>
      one.isOk && !one.changed
        ? ({ kind: 'attack', what: one.what, seen: answerOf(one) } as const)
        : fact(false, one.what, answerOf(one)),
    )
    const first = run.genuine.find(({ type }) => type === 0)
    // Where the first changed nothing, a repetition shows nothing.
    if (first) facts.unshift(fact(first.isOk && first.changed, first.what, answerOf(first)))
    return notLetIn(run) ?? judged(facts, `${run.repeated.length} repeats delivered nothing again.`)
  },
}
