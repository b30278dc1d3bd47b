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
    what: 'Live mode with settings that must be refused',
    seen: `${refused} of ${facts.length} refused`,
    at,
    subject,
  }
  const judgement = judgementOf(
    [whole, ...facts],
    {
      notYet: '',
      proven:
        'The shop refuses to start in live mode with test keys, sample secrets, an http:// address or placeholders.',
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
  title: 'The shop refuses to start in live mode with test settings',
  asked: 'Test keys, test_mode and evaluation are not used in production.',
  sources: [{ document: 'technical review', number: 'Going live' }],
  criterion: 'In live mode, this build’s start-up check refuses each of the settings listed below.',
  rationale: 'With a test key in production, goods would be delivered without a real payment.',
  limits:
    'It runs this build’s start-up check on made-up settings. test_mode and evaluation are not settings: the shop sends them depending on its mode.',
  fix: 'The start-up check has been changed. See lib/env.ts.',
  freshDays: 30,
  judge: async (context) => judgeRefusals(context),
}
