import type { Check, Fact } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'
import { projectOf } from '@/lib/golive/project'

/** A4: a second project stays in test, for staging. */
export const secondProject: Check = {
  id: 'A4',
  version: 1,
  title: 'A second project is kept for testing',
  asked: 'Keep a second, non-live project for staging once the first is live.',
  sources: [{ document: 'technical review', number: 'Going live' }],
  criterion: 'Live mode uses one project, and the shop has run in test mode for another.',
  rationale:
    'The Test Payment Method is off in a live project, so without a second project changes could only be tested with real money.',
  limits:
    'A staging shop with its own database can’t be seen from here. In that case the point stays at “not yet”.',
  fix: 'Create a second project in the merchant area and run a staging shop with it.',
  freshDays: 365,
  notUsed: ({ env }) =>
    env.PAYMENTWALL_MODE === 'live' ? undefined : 'Required once the shop is live. This one is not live yet.',
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
        seen: isOther ? 'for a project other than the live one' : 'for the project that is now live',
        at: period.since,
      }
    })
    return judgementOf(
      facts.filter(({ kind }) => kind !== 'attack'),
      {
        notYet: 'This shop has not run with a second project yet.',
        proven: 'The shop ran in test mode for a project other than the live one.',
      },
    )
  },
}
