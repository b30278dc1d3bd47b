import { judgeGenuine, notLetIn } from '@/lib/probe/arrivals'
import type { ProbeCheck } from '@/lib/probe/check'

/** B7: OK to types 0 and 2. */
export const listenerAnswers: ProbeCheck = {
  id: 'B7',
  section: 'B',
  title: 'The listener answers OK to types 0 and 2',
  asked: 'The pingback listener answers OK to a payment and to its refund.',
  sources: [
    { document: 'technical review', number: 'Pingback 2' },
    { document: 'integration checklist', number: '3.2.1, 3.2.2' },
  ],
  criterion: 'Both are answered with 200 and exactly OK, and the buyer’s order page shows their effect.',
  rationale: 'Paymentwall repeats a pingback until it receives OK.',
  limits:
    'The probe sends the pingbacks itself, signed with the project’s secret key. Paymentwall sends from other addresses.',
  fix: 'Look up the arrival in the pingback log of the back office: it says why it was refused.',
  version: 1,
  look: async ({ pingbacks }) => {
    const run = await pingbacks()
    const sent = run.genuine.filter(({ type }) => type === 0 || type === 2)
    return (
      notLetIn(run) ?? judgeGenuine(sent, new Set([0, 2]), 'Types 0 and 2 were answered OK and took effect.')
    )
  },
}
