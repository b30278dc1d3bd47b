import { z } from 'zod'
import { type CallResult, callJson } from '@/lib/paymentwall/http'
import { signedParameters } from '@/lib/paymentwall/signed-url'

/** What a ticket asks for (other-apis.md §2). */
const ticketTypes = { refund: '1', stopRecurringBilling: '2', partialRefund: '5' }

const answerSchema = z.object({
  result: z.coerce.number(),
  errors: z.array(z.string()).optional().catch(undefined),
})

interface Ticket {
  apiUrl: string
  projectKey: string
  secretKey: string
  /** Of a payment; a `uid` in its place would mean all that the buyer has. */
  ref: string
  /** Why, for whoever reads the ticket; never a shopper's own text, since it is signed. */
  message: string
  /** For a project of Paymentwall's own sandbox. */
  testMode: boolean
}

/**
 * Asks Paymentwall to charge a subscription no more: a ticket of the Cancellation API (other-apis.md §2). That it was taken
 * on is not yet that it is done: a type 12 tells that.
 */
export function stopRecurring(ticket: Ticket): Promise<CallResult<'accepted'>> {
  return openTicket(ticket, ticketTypes.stopRecurringBilling, [])
}

/**
 * Asks Paymentwall to return a payment, or a part of it: a ticket of the Cancellation API (other-apis.md §2). That it was
 * taken on is not yet that it is done: a type 2, or of a part a type 220, tells that. Asked twice, a part may go back twice.
 *
 * @param ticket.amount in major units of the currency that was paid, as text; without one, all of it
 * @param ticket.refundId an id of one's own, which comes back in the notice
 */
export function requestRefund(
  ticket: Ticket & { amount: string | undefined; refundId: string },
): Promise<CallResult<'accepted'>> {
  const { amount, refundId } = ticket
  const own = ['merchant_refund_id', refundId] as const
  return amount === undefined
    ? openTicket(ticket, ticketTypes.refund, [own])
    : openTicket(ticket, ticketTypes.partialRefund, [['amount', amount], own])
}

async function openTicket(
  { apiUrl, projectKey, secretKey, ref, message, testMode }: Ticket,
  type: string,
  more: readonly (readonly [name: string, value: string])[],
): Promise<CallResult<'accepted'>> {
  const body = signedParameters(
    [
      ['key', projectKey],
      ['ref', ref],
      ['type', type],
      ['message', message],
      ...more,
      ...(testMode ? [['test_mode', '1'] as const] : []),
      ['sign_version', '3'],
    ],
    secretKey,
  )
  const answer = await callJson(`${apiUrl}/developers/api/ticket`, { method: 'POST', body }, 15_000)
  if (!answer.ok) return answer
  const parsed = answerSchema.safeParse(answer.data).data
  if (parsed?.result === 1) return { ok: true, data: 'accepted' }
  const said = parsed?.errors?.join(' ') || 'no reason given'
  return {
    ok: false,
    error: {
      kind: parsed ? 'refused' : 'malformed',
      retryable: false,
      sent: true,
      message: `Paymentwall refused the ticket: ${said}`,
    },
  }
}
