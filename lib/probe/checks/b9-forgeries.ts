import { answerOf, notLetIn } from '@/lib/probe/arrivals'
import { fact, judged, type ProbeCheck } from '@/lib/probe/check'

/** B9: forged pingbacks are refused. */
export const forgeries: ProbeCheck = {
  id: 'B9',
  section: 'B',
  title: 'Forged pingbacks are refused',
  asked: 'A pingback with a wrong signature is discarded.',
  sources: [
    { document: 'technical review', number: 'Pingback 4' },
    { document: 'integration checklist', number: '3.2.4' },
  ],
  criterion:
    'A forged, a re-split and a downgraded pingback are not answered OK and change nothing on the buyer’s order page.',
  rationale: 'Anyone who can forge a pingback can get goods without paying.',
  limits: 'It sees only what the buyer sees: the order page.',
  fix: 'Set the project’s signature version to 3, and PAYMENTWALL_MIN_SIGN_VERSION to 3.',
  version: 1,
  look: async ({ pingbacks }) => {
    const run = await pingbacks()
    const facts = run.forged.map((one) =>
      one.body.trim() !== 'OK' && one.status >= 400 && !one.changed
        ? ({ kind: 'attack', what: one.what, seen: answerOf(one) } as const)
        : fact(false, one.what, answerOf(one)),
    )
    return notLetIn(run) ?? judged(facts, 'Forged, re-split and downgraded pingbacks were refused.')
  },
}
