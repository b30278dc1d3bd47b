import type { Reply } from '@/lib/charges/reply'

const notThrough = 'The payment did not go through. Try again, or use another payment method.'

/** Where the charges of an order are posted to. */
export function chargeAddress(orderId: string): string {
  return `/api/brick/charge?order=${orderId}`
}

/** Posts a token, or the choice of a saved card, and reads the reply. When none comes, the order's page knows more. */
export async function postCharge(orderId: string, fields: Record<string, string>): Promise<Reply> {
  try {
    const [response, { replySchema }] = await Promise.all([
      fetch(chargeAddress(orderId), { method: 'POST', body: new URLSearchParams(fields) }),
      // Loaded once somebody pays: the page itself must weigh little.
      import('@/lib/charges/reply'),
    ])
    return replySchema.parse(await response.json())
  } catch {
    return { success: 0, error: { message: notThrough }, redirect: `/orders/${orderId}` }
  }
}

/** The page that a reply leads to; undefined when the buyer stays, and reads what is wrong. */
export function nextPage(reply: Reply): string | undefined {
  return 'secure' in reply ? reply.secure.redirect : reply.redirect
}

/** What is wrong, for a buyer who stays. */
export function problemIn(reply: Reply) {
  return 'error' in reply ? reply.error : { message: notThrough, field: undefined }
}
