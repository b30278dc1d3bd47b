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
        label: 'Under way',
        text: subscription
          ? askingToStop(order)
          : 'Paymentwall is being asked. Load this page again in a minute.',
      }
    case 'lost':
      return {
        kind: 'critical',
        label: 'Not known',
        text:
          act.state === 'UNKNOWN'
            ? 'Paymentwall’s answer was lost, so it is not known whether this was done.'
            : 'The shop stopped during the call to Paymentwall, so it is not known whether this was done.',
      }
    case 'waiting':
      return {
        kind: 'caution',
        label: 'Waiting for Paymentwall’s notice',
        text: 'Paymentwall took it on. Its notice closes this act and changes what the customer holds.',
      }
    case 'refused':
      return { kind: 'critical', label: 'Refused', text: 'Nothing was done.' }
    case 'done':
      return { kind: 'positive', label: 'Done', text: 'Nothing is left to do.' }
  }
}

/** How each act of an order stands, in words, by its id. */
export function standingsOf(order: ActOrder, now: Date): Map<string, StandingWords> {
  return new Map(order.acts.map((act) => [act.id, standingWords(standingOf(act, order, now), act, order)]))
}

function askingToStop({ cancellation }: ActOrder): string {
  const problem = cancellation?.problem
  return problem
    ? `A job keeps retrying the call to Paymentwall. The last call failed: ${problem}`
    : 'A job asks Paymentwall within moments.'
}
