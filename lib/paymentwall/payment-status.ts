import { z } from 'zod'
import { type CallResult, callJson } from '@/lib/paymentwall/http'
import { signedUrl } from '@/lib/paymentwall/signed-url'

const paymentSchema = z.object({
  object: z.literal('payment'),
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  amount: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  refunded: z.boolean(),
  risk: z.string(),
  uid: z.string(),
  product_id: z.string(),
})

/** A payment as the Payment Status API tells of it; `id` is the `ref` of pingbacks. */
export type ReportedPayment = z.infer<typeof paymentSchema>

/**
 * Asks for the payments of an order (other-apis.md §3). An unknown order has none; entries of another shape, such as an
 * error object, count as none, since the shape of "nothing found" is not documented.
 *
 * @param call.orderId the external id sent with the payment
 */
export async function queryPayments(call: {
  apiUrl: string
  projectKey: string
  secretKey: string
  uid: string
  orderId: string
}): Promise<CallResult<ReportedPayment[]>> {
  const url = signedUrl(
    `${call.apiUrl}/api/rest/payment`,
    [
      ['key', call.projectKey],
      ['uid', call.uid],
      ['ag_external_id', call.orderId],
      ['sign_version', '3'],
    ],
    call.secretKey,
  )
  const answer = await callJson(url, {}, 10_000)
  if (!answer.ok) return answer
  const entries = Array.isArray(answer.data) ? answer.data : [answer.data]
  return { ok: true, data: entries.flatMap((entry) => paymentSchema.safeParse(entry).data ?? []) }
}
