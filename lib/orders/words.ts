import { cardErrorSentence } from '@/lib/card-errors'
import type { ChargeState } from '@/lib/generated/prisma/enums'
import type { Translate } from '@/lib/languages/locale'
import { isPayable, type OrderFacts, type OrderState, orderState } from '@/lib/orders/state'

type Kind = 'info' | 'positive' | 'caution' | 'critical'

interface OrderWords {
  kind: Kind
  /** For a line in a list. */
  label: string
  title: string
  text: string
}

type Charges = readonly { state: ChargeState; errorCode: number | null }[]

const kinds: Record<OrderState, Kind> = {
  pending: 'info',
  checking: 'info',
  requires_action: 'info',
  confirming: 'info',
  authorised: 'info',
  under_review: 'caution',
  paid: 'positive',
  refunded: 'caution',
  charged_back: 'caution',
  expired: 'info',
  failed: 'critical',
}

/**
 * The state of an order, and what to do about it, in words for its buyer.
 *
 * @param at the shop's time (lib/clock.ts)
 * @param hasAccount whether an account of the reader has the order
 */
export function orderWords(
  t: Translate,
  order: OrderFacts & { charges: Charges },
  at: Date,
  hasAccount: boolean,
): OrderWords {
  const problem = isPayable(order, at) ? chargeProblem(t, order.charges) : undefined
  const state = problem ? 'failed' : orderState(order, at)
  const text =
    problem ?? (state === 'paid' && !hasAccount ? t('orders.paidGuest') : t(`orders.states.${state}.text`))
  return { ...stateLabel(t, state), title: t(`orders.states.${state}.title`), text }
}

/** Why the last card payment of a payable order failed, in a sentence for the buyer; undefined when none did. */
export function chargeProblem(t: Translate, charges: Charges): string | undefined {
  const last = charges.at(-1)
  switch (last?.state) {
    case 'DECLINED':
      return cardErrorSentence(t, last.errorCode)
    case 'EXPIRED':
      return t('orders.problems.unconfirmed')
    // The order can be paid again, so its hold has ended: by a void, or after seven days.
    case 'AUTHORISED':
    case 'VOIDED':
      return t('orders.problems.released')
    default:
      return undefined
  }
}

/** A state in a word or two, for a line in a list. */
export function stateLabel(t: Translate, state: OrderState): Pick<OrderWords, 'kind' | 'label'> {
  return { kind: kinds[state], label: t(`orders.states.${state}.label`) }
}
