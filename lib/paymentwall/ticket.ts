import { z } from 'zod'
import { type CallResult, callJson } from '@/lib/paymentwall/http'
import { signedParameters } from '@/lib/paymentwall/signed-url'

const stopRecurringBilling = '2'

const answerSchema = z.object({
  result: z.coerce.number(),
  errors: z.array(z.string()).optional().catch(undefined),
})

/**
 * Asks Paymentwall to charge a subscription no more: a ticket of the Cancellation API (other-apis.md §2). That it was taken
 * on is not yet that it is done: a type 12 tells that.
 *
 * The subscription is named by the `ref` of one of its payments alone, since a `uid` would mean all that the buyer has.
 *
 * @param call.message the reason, for the ticket's reader; never a shopper's own text, since it is signed
 * @param call.testMode for a project of Paymentwall's own sandbox
 */
export async function stopRecurring(call: {
  apiUrl: string
  projectKey: string
  secretKey: string
  ref: string
  message: string
  testMode: boolean
}): Promise<CallResult<'accepted'>> {
  const body = signedParameters(
    [
      ['key', call.projectKey],
      ['ref', call.ref],
      ['type', stopRecurringBilling],
      ['message', call.message],
      ...(call.testMode ? [['test_mode', '1'] as const] : []),
      ['sign_version', '3'],
    ],
    call.secretKey,
  )
  const answer = await callJson(`${call.apiUrl}/developers/api/ticket`, { method: 'POST', body }, 15_000)
  if (!answer.ok) return answer
  const parsed = answerSchema.safeParse(answer.data).data
  if (parsed?.result === 1) return { ok: true, data: 'accepted' }
  const said = parsed?.errors?.join(' ') || 'no reason given'
  return {
    ok: false,
    error: {
      kind: 'refused',
      retryable: false,
      sent: true,
      message: `Paymentwall refused the cancellation: ${said}`,
    },
  }
}
