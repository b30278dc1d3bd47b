import type { AccountUser } from '@/lib/accounts/mutations'
import { env } from '@/lib/env'
import type { OperatorResult } from '@/lib/operators/operator-action'
import { productFor } from '@/lib/prove/buyer'
import type { Case, Sold } from '@/lib/prove/case'
import { casesOf } from '@/lib/prove/cases'
import { startRun } from '@/lib/prove/mutations'

/** Why nothing is proven in a live shop. */
export const liveRefusal =
  'Test cases don’t run in live mode, because they would charge real cards. Run them in a shop with your second, non-live project.'

const nothingForSale: Record<Sold, string> = {
  goods: 'nothing is for sale that is paid once and delivered at once',
  again: 'nothing is for sale that is paid once and delivered at once',
  credits: 'no credits are for sale',
  membership: 'no membership is for sale',
}

/** Why a case can't be walked through in this shop; undefined where it can. */
export async function unfit({ sells, paysByCard, unfit: unfitFor }: Case): Promise<string | undefined> {
  const settings = env()
  if (paysByCard && settings.BRICK_PUBLIC_KEY === undefined)
    return 'cards are not offered: BRICK_PUBLIC_KEY is not set'
  const why = unfitFor?.(settings)
  if (why !== undefined) return why
  return (await productFor(sells)) ? undefined : nothingForSale[sells]
}

/** Begins a run for an operator, or says why not. */
export async function startProving(
  what: string,
  { uid, email }: Pick<AccountUser, 'uid' | 'email'>,
  mode = env().PAYMENTWALL_MODE,
): Promise<OperatorResult> {
  if (mode === 'live') return { ok: false, sentence: liveRefusal, subject: what }
  const asked = casesOf(what)
  const reasons = await Promise.all(asked.map(unfit))
  const fit = asked.filter((_, place) => reasons[place] === undefined)
  if (fit.length === 0) {
    const sentence = `Nothing was started: ${reasons[0] ?? `there is no case called ${what}`}.`
    return { ok: false, sentence, subject: what }
  }
  const { runId, isNew } = await startRun(what, fit, { uid, email })
  return {
    ok: true,
    subject: runId,
    sentence: isNew ? 'The run has started.' : 'A run is already in progress. Here it is.',
    to: `/admin/go-live/prove/${runId}`,
  }
}

/** Whether a case pays in the operator's browser, so that its button opens a window. */
export function opensWindow({ paysByCard }: Case): boolean {
  return paysByCard && env().PAYMENTWALL_MODE === 'local'
}
