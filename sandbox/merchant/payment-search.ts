import { lastValue } from '../core/parameters'
import type { Payment, PaymentStatus, RequestRecord } from '../core/state'
import type { Emulator } from '../emulator'
import { refusalIn } from './timeline'

export const paymentStatuses = [
  'paid',
  'authorised',
  'under review',
  'declined',
  'voided',
  'refunded',
  'charged back',
] as const satisfies PaymentStatus[]

export interface PaymentFilter {
  text: string
  status: PaymentStatus | null
  api: Payment['api'] | null
  waits: boolean
}

/** Reads what the address asks for; anything unknown asks for nothing. */
export function readFilter(query: Record<string, string>): PaymentFilter {
  return {
    text: (query.q ?? '').trim(),
    status: paymentStatuses.find((status) => status === query.status) ?? null,
    api: query.api === 'widget' || query.api === 'brick' ? query.api : null,
    waits: query.waits === 'on',
  }
}

export function isFiltered({ text, status, api, waits }: PaymentFilter): boolean {
  return text !== '' || status !== null || api !== null || waits
}

/** The payments that a filter lets through, the newest first. */
export function findPayments(emulator: Emulator, filter: PaymentFilter): Payment[] {
  const text = filter.text.toLowerCase()
  const waiting = new Set(emulator.pingbacks.waiting().map(({ ref }) => ref))
  return emulator.state.payments
    .filter(
      ({ ref, uid, goodsId, productName, email, status, api }) =>
        (text === '' ||
          [ref, uid, goodsId ?? '', productName, email].some((value) =>
            value.toLowerCase().includes(text),
          )) &&
        (filter.status === null || status === filter.status) &&
        (filter.api === null || api === filter.api) &&
        (!filter.waits || waiting.has(ref)),
    )
    .reverse()
}

export interface RefusedCharge {
  request: RequestRecord
  plan: string
  amount: string
  currency: string
  refusal: string
}

/** Charges and subscriptions by card that were refused, the newest first; no payment came of them. */
export function refusedCharges({ state }: Emulator, text: string): RefusedCharge[] {
  return state.requests
    .flatMap((request) => {
      const refusal = refusalIn(request.answer)
      const isCharge = request.method === 'POST' && /^\/api\/brick\/(charge|subscription)$/.test(request.path)
      if (!isCharge || refusal === '') return []
      const get = (name: string) => lastValue(request.body, name) ?? ''
      return [{ request, refusal, plan: get('plan'), amount: get('amount'), currency: get('currency') }]
    })
    .filter(({ plan, refusal }) => `${plan} ${refusal}`.toLowerCase().includes(text.toLowerCase()))
    .reverse()
}
