import type { Check, Context, Fact, Judgement } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'
import { environmentFault, soundEnvironment } from '@/lib/golive/start-up'
import { startOfDay } from '@/lib/tally/data'

/** Whether this build starts in each of Paymentwall's modes with nothing but other variables. */
export function judgeSwitch({ now }: Pick<Context, 'now'>, faultOf = environmentFault): Judgement {
  const facts = (['test', 'live'] as const).map((mode): Fact => {
    const fault = faultOf(soundEnvironment(mode))
    return {
      kind: fault === undefined ? 'proof' : 'fault',
      what: `This build with ${mode} keys and PAYMENTWALL_MODE=${mode}`,
      seen: fault === undefined ? 'starts without a code change' : `does not start (${fault})`,
      at: startOfDay(now),
      subject: { kind: 'setting', id: 'PAYMENTWALL_MODE' },
    }
  })
  return judgementOf(facts, {
    notYet: '',
    proven: 'Test and live mode differ only in environment variables.',
  })
}

/** A2: test keys are replaced by live keys without a change of code. */
export const keySwitch: Check = {
  id: 'A2',
  version: 1,
  title: 'Test keys can be replaced by live keys without a code change',
  asked:
    'When the project goes live, Brick’s test keys are replaced by live keys. The project key and secret key stay the same.',
  sources: [{ document: 'technical review', number: 'Going live' }],
  criterion:
    'The start-up check of this build accepts made-up test keys in test mode and made-up live keys in live mode.',
  rationale: 'The code that was reviewed is the code that goes live.',
  limits:
    'It runs only the start-up check. Whether Paymentwall accepts the keys is known after the first payment.',
  fix: 'Set PAYMENTWALL_MODE and the keys, then restart the shop and the worker. The steps are in docs/go-live.md.',
  freshDays: 30,
  judge: async (context) => judgeSwitch(context),
}
