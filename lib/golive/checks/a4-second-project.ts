import type { Check, Fact } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'
import { projectOf } from '@/lib/golive/project'

/** A4: a second project stays in test, for staging. */
export const secondProject: Check = {
  id: 'A4',
  version: 1,
  title: 'A second project serves for tests',
  asked: 'Keep a second, non-live project for staging once the first is live.',
  sources: [{ document: 'technical review', number: 'Going live' }],
  criterion: 'Live mode uses one project, and the shop ran in test mode for another.',
  rationale:
    'In a live project the Test Payment Method is switched off: changes could be tried with real money alone.',
  limits:
    'A staging shop with a database of its own can’t be seen from here: there the point stays at “not yet”.',
  fix: 'Create a second project in the merchant area, and run a staging shop for it.',
  freshDays: 365,
  notUsed: ({ env }) =>
    env.PAYMENTWALL_MODE === 'live' ? undefined : 'Asked once the shop is live: this project is not.',
  judge: async ({ database, env, since }) => {
    const { project } = projectOf(env)
    const periods = await database.projectPeriod.findMany({
      where: { mode: 'test' },
      orderBy: { id: 'desc' },
      take: 20,
    })
    const facts = periods.map((period): Fact => {
      const isOther = period.project !== project
      const isStillTest = !isOther && period.since >= since
      return {
        kind: isOther ? 'proof' : isStillTest ? 'fault' : 'attack',
        what: `Test mode since ${period.since.toISOString().slice(0, 10)}`,
        seen: isOther ? 'for another project than the live one' : 'for the project that is live now',
        at: period.since,
      }
    })
    return judgementOf(
      facts.filter(({ kind }) => kind !== 'attack'),
      {
        notYet: 'This shop has not run for a second project yet.',
        proven: 'The shop ran in test mode for another project than the live one.',
      },
    )
  },
}
