import type { Act, ActOrder } from '@/lib/acts/order'
import { type Standing, standingOf } from '@/lib/acts/standing'

interface StandingWords {
  kind: 'info' | 'positive' | 'caution' | 'critical'
  label: string
  /** What it means, and what to do. */
  text: string
}

/** How an act stands, and what to do about it, in words for an operator. */
export function standingWords(standing: Standing, act: Act, order: ActOrder): StandingWords {
  const subscription = act.kind === 'CANCEL_SUBSCRIPTION'
  switch (standing) {
    case 'asking':
      return {
        kind: 'info',
        label: 'In progress',
        text: subscription
          ? askingToStop(order)
          : 'Waiting for Paymentwall’s answer. Reload this page in a minute.',
      }
    case 'lost':
      return {
        kind: 'critical',
        label: 'Outcome unknown',
        text:
          act.state === 'UNKNOWN'
            ? 'Paymentwall’s answer was lost. It is not known whether this was done.'
            : 'The shop stopped while waiting for Paymentwall’s answer. It is not known whether this was done.',
      }
    case 'waiting':
      return {
        kind: 'caution',
        label: 'Waiting for Paymentwall’s pingback',
        text: 'Paymentwall accepted it. Its pingback completes this action and updates the customer’s goods.',
      }
    case 'refused':
      return { kind: 'critical', label: 'Refused', text: 'Nothing was done.' }
    case 'done':
      return { kind: 'positive', label: 'Done', text: 'Completed.' }
  }
}

/** How each act of an order stands, in words, by its id. */
export function standingsOf(order: ActOrder, now: Date): Map<string, StandingWords> {
  return new Map(order.acts.map((act) => [act.id, standingWords(standingOf(act, order, now), act, order)]))
}

function askingToStop({ cancellation }: ActOrder): string {
  const problem = cancellation?.problem
  return problem
    ? `A background job keeps retrying. The last call failed: ${problem}`
    : 'A background job asks Paymentwall within moments.'
}
