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

const subscribedSchema = z.object({ subscription: z.object({ active: z.coerce.number() }) })

/** A payment as the Payment Status API tells of it; `id` is the `ref` of pingbacks. */
export type ReportedPayment = z.infer<typeof paymentSchema>

interface Project {
  apiUrl: string
  projectKey: string
  secretKey: string
}

/**
 * Asks for the payments of an order (other-apis.md §3). An unknown order has none; entries of another shape, such as an
 * error object, count as none, since the shape of "nothing found" is not documented.
 *
 * @param call.orderId the external id sent with the payment
 */
export async function queryPayments(
  call: Project & { uid: string; orderId: string },
): Promise<CallResult<ReportedPayment[]>> {
  return payments(call, [
    ['uid', call.uid],
    ['ag_external_id', call.orderId],
  ])
}

/** Asks for one payment by its reference (other-apis.md §3); undefined when it is not known there. */
export async function queryPayment(
  call: Project & { ref: string },
): Promise<CallResult<ReportedPayment | undefined>> {
  const answer = await payments(call, [['ref', call.ref]])
  return answer.ok ? { ok: true, data: answer.data.find(({ id }) => id === call.ref) } : answer
}

async function payments(
  project: Project,
  parameters: [string, string][],
): Promise<CallResult<ReportedPayment[]>> {
  const answer = await ask(project, parameters)
  if (!answer.ok) return answer
  return { ok: true, data: answer.data.flatMap((entry) => paymentSchema.safeParse(entry).data ?? []) }
}

/**
 * Asks whether the subscription that a payment belongs to will be charged again (other-apis.md §3). Undefined when the
 * answer does not say.
 *
 * @param call.ref the reference of one of its payments
 */
export async function queryRenewal(
  call: Project & { ref: string },
): Promise<CallResult<boolean | undefined>> {
  const answer = await ask(call, [['ref', call.ref]])
  if (!answer.ok) return answer
  const [subscribed] = answer.data.flatMap((entry) => subscribedSchema.safeParse(entry).data ?? [])
  return { ok: true, data: subscribed && subscribed.subscription.active !== 0 }
}

async function ask(
  { apiUrl, projectKey, secretKey }: Project,
  parameters: [string, string][],
): Promise<CallResult<unknown[]>> {
  const url = signedUrl(
    `${apiUrl}/api/rest/payment`,
    [['key', projectKey], ...parameters, ['sign_version', '3']],
    secretKey,
  )
  const answer = await callJson(url, {}, 10_000)
  if (!answer.ok) return answer
  return { ok: true, data: Array.isArray(answer.data) ? answer.data : [answer.data] }
}
