import type { Check, Context, Fact, Judgement } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'
import { environmentFault, unsoundLive } from '@/lib/golive/start-up'
import { startOfDay } from '@/lib/tally/data'

/** Whether this build refuses to start live with what must not be live. */
export function judgeRefusals({ now }: Pick<Context, 'now'>, faultOf = environmentFault): Judgement {
  const at = startOfDay(now)
  const subject = { kind: 'setting' as const, id: 'PAYMENTWALL_MODE' }
  const facts = unsoundLive.map(({ what, environment }): Fact => {
    const fault = faultOf(environment)
    return {
      kind: fault === undefined ? 'fault' : 'attack',
      what: `Start in live mode with ${what}`,
      seen: fault === undefined ? 'not refused' : `refused: ${fault}`,
      at,
      subject,
    }
  })
  const refused = facts.filter(({ kind }) => kind === 'attack').length
  const whole: Fact = {
    kind: 'proof',
    what: 'Starts in live mode with what must not be live',
    seen: `${refused} of ${facts.length} refused`,
    at,
    subject,
  }
  const judgement = judgementOf(
    [whole, ...facts],
    {
      notYet: '',
      proven: 'The shop refuses to start live with test keys, sample secrets, http or placeholders.',
    },
    { passed: refused, of: facts.length },
  )
  return {
    ...judgement,
    facts: [
      ...facts.filter(({ kind }) => kind === 'fault'),
      whole,
      ...facts.filter(({ kind }) => kind === 'attack'),
    ],
  }
}

/** A3: the shop refuses to start live with test keys. */
export const startRefusals: Check = {
  id: 'A3',
  version: 1,
  title: 'The shop refuses to start live with test settings',
  asked: 'Test keys, test_mode and evaluation are not used in production.',
  sources: [{ document: 'technical review', number: 'Going live' }],
  criterion: 'The start-up check of this build refuses each of these settings in live mode.',
  rationale: 'With a test key in production, orders are delivered that nobody paid for.',
  limits:
    'It runs the start-up check of the running build on made-up settings. The parameters test_mode and evaluation can’t be set: the shop sends them by its mode.',
  fix: 'The shop’s start-up check was changed: see lib/env.ts.',
  freshDays: 30,
  judge: async (context) => judgeRefusals(context),
}
