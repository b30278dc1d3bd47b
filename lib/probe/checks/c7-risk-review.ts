import { judgeGenuine, notLetIn } from '@/lib/probe/arrivals'
import type { ProbeCheck } from '@/lib/probe/check'

/** C7: OK to types 200, 201 and 202. */
export const riskReview: ProbeCheck = {
  id: 'C7',
  section: 'C',
  title: 'The listener answers OK to types 200, 201 and 202',
  asked: 'The listener answers OK to a payment under review and to both outcomes of the review.',
  sources: [
    { document: 'technical review', number: 'Brick 7' },
    { document: 'integration checklist', number: '4.1, 4.2' },
  ],
  criterion:
    'All are answered with 200 and exactly OK, and the accepted payment changes the buyer’s order page.',
  rationale: 'A payment under risk review is neither paid nor declined until the review ends.',
  limits: 'The probe sends the pingbacks itself, signed with the project’s secret key.',
  fix: 'Look up the arrival in the pingback log of the back office: it says why it was refused.',
  version: 1,
  look: async ({ pingbacks }) => {
    const run = await pingbacks()
    const sent = run.genuine.filter(({ type }) => type >= 200)
    return notLetIn(run) ?? judgeGenuine(sent, new Set([201]), 'Types 200, 201 and 202 were answered OK.')
  },
}
