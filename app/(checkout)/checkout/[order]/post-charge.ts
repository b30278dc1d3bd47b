import type { Reply } from '@/lib/charges/reply'
import { addressIn, type Language } from '@/lib/languages/languages.mjs'

/** What a form that pays says, and in which language it is. */
export interface Payment {
  orderId: string
  language: Language
  /** What is said when no answer comes. */
  notThrough: string
}

/** Where the charges of an order are posted to. */
export function chargeAddress({ orderId, language }: Pick<Payment, 'orderId' | 'language'>): string {
  return `/api/brick/charge?order=${orderId}&language=${language}`
}

/** The page of an order. */
export function orderAddress({ orderId, language }: Pick<Payment, 'orderId' | 'language'>): string {
  return addressIn(language, `/orders/${orderId}`)
}

/** Posts a token, or the choice of a saved card, and reads the reply. When none comes, the order's page knows more. */
export async function postCharge(payment: Payment, fields: Record<string, string>): Promise<Reply> {
  try {
    const [response, { replySchema }] = await Promise.all([
      fetch(chargeAddress(payment), { method: 'POST', body: new URLSearchParams(fields) }),
      // Loaded once somebody pays: the page itself must weigh little.
      import('@/lib/charges/reply'),
    ])
    return replySchema.parse(await response.json())
  } catch {
    return { success: 0, error: { message: payment.notThrough }, redirect: orderAddress(payment) }
  }
}

/** The page that a reply leads to; undefined when the buyer stays, and reads what is wrong. */
export function nextPage(reply: Reply): string | undefined {
  return 'secure' in reply ? reply.secure.redirect : reply.redirect
}

/** What is wrong, for a buyer who stays. */
export function problemIn(payment: Payment, reply: Reply) {
  return 'error' in reply ? reply.error : { message: payment.notThrough, field: undefined }
}
