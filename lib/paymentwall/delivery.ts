import { z } from 'zod'
import { type CallResult, callJson } from '@/lib/paymentwall/http'

/** What a shop of digital goods tells of an order (other-apis.md §1). */
export type DeliveryStatus =
  | 'order_placed'
  | 'delayed'
  | 'delivered'
  | 'order_cancelled'
  | 'refund_issued'
  | 'cancelled_subscription'

export interface DeliveryCall {
  apiUrl: string
  /** The project's secret key, or Brick's private key: which one Paymentwall wants, it decides for each project. */
  apiKey: string
  /** Of the payment. */
  ref: string
  orderId: string
  status: DeliveryStatus
  /** When the goods were or will be there. */
  deliveredAt: Date
  /** When the next status is due. */
  nextAt: Date
  /** Empty: there is nothing to say. */
  reason: string
  isRefundable: boolean
  /** What was delivered, for Paymentwall and the buyer. */
  details: string
  email: string
  isTest: boolean
}

const answerSchema = z.object({ success: z.coerce.number() })
const errorSchema = z.object({ error: z.unknown(), notices: z.array(z.string()).catch([]) })

/** Tells Paymentwall what happened to a paid order: the Delivery Confirmation API for digital goods (other-apis.md §1). */
export async function confirmDelivery(call: DeliveryCall): Promise<CallResult<'accepted'>> {
  const body = new URLSearchParams([
    ['payment_id', call.ref],
    ['merchant_reference_id', call.orderId],
    ['type', 'digital'],
    ['status', call.status],
    ['estimated_delivery_datetime', timeOf(call.deliveredAt)],
    ['estimated_update_datetime', timeOf(call.nextAt)],
    ['reason', call.reason || 'none'],
    ['refundable', String(call.isRefundable)],
    ['details', call.details],
    ['shipping_address[email]', call.email],
    ...(call.isTest ? [['is_test', '1']] : []),
  ])
  const init = { method: 'POST', body, headers: { 'X-ApiKey': call.apiKey } }
  const answer = await callJson(`${call.apiUrl}/api/delivery`, init, 15_000)
  if (!answer.ok) return answer
  if (answerSchema.safeParse(answer.data).data?.success === 1) return { ok: true, data: 'accepted' }
  const said = errorSchema.safeParse(answer.data).data
  const message = said
    ? `Paymentwall refused the status ${call.status}: ${[said.error, ...said.notices].join('; ')}`
    : 'Paymentwall’s answer about a delivery was not understood.'
  return {
    ok: false,
    error: { kind: said ? 'refused' : 'malformed', retryable: false, sent: true, message },
  }
}

/** As the API writes times: `2017/01/15 15:04:55 +0000`. */
function timeOf(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')} +0000`
}
