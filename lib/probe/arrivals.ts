import { printable } from '@/lib/form-browser/browser'
import { type Finding, fact, judged, type Seen, unchecked } from '@/lib/probe/check'
import type { PingbackRun, Sent } from '@/lib/probe/pingbacks'

/** Why nothing can be said of the pingbacks; undefined where they were let in. */
export function notLetIn({ genuine }: PingbackRun): Finding | undefined {
  if (!genuine.some(({ isByAddress }) => isByAddress)) return undefined
  return unchecked(
    'This machine’s address is not in PINGBACK_ALLOWED_IPS, so the listener refused genuine pingbacks.',
  )
}

/** What was answered, in words. */
export const answerOf = ({ status, body, changed }: Sent) =>
  `answered ${status} ${JSON.stringify(printable(body))}; the order ${changed ? 'changed' : 'did not change'}`

/** Pingbacks that must be answered OK and take effect, or must leave the order as it is. */
export function judgeGenuine(sent: readonly Sent[], effects: ReadonlySet<number>, proven: string): Finding {
  const facts: Seen[] = sent.map((one) =>
    fact(one.isOk && (!effects.has(one.type) || one.changed), one.what, answerOf(one)),
  )
  return judged(facts, proven)
}
