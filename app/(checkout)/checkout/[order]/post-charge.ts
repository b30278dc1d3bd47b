/** How a try to pay ended for the page: it goes elsewhere, or says what is wrong. */
export type ChargeResult =
  | { kind: 'leave'; to: string; forBank: boolean }
  | { kind: 'refused'; message: string; field?: string }

interface Answer {
  success: 0 | 1
  redirect?: string
  secure?: { redirect?: string }
  error?: { message: string; field?: string }
}

/** Where the charges of an order are posted to. */
export function chargeAddress(orderId: string): string {
  return `/api/brick/charge?order=${orderId}`
}

/** Posts a token, or the choice of a saved card, and reads the answer. When none comes, the order's page knows more. */
export async function postCharge(orderId: string, fields: Record<string, string>): Promise<ChargeResult> {
  let answer: Answer
  try {
    const response = await fetch(chargeAddress(orderId), {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    answer = await response.json()
  } catch {
    return { kind: 'leave', to: `/orders/${orderId}`, forBank: false }
  }
  if (answer.secure?.redirect) return { kind: 'leave', to: answer.secure.redirect, forBank: true }
  if (answer.redirect) return { kind: 'leave', to: answer.redirect, forBank: false }
  const message = answer.error?.message ?? 'The payment did not go through. Try again, or pay in another way.'
  return { kind: 'refused', message, field: answer.error?.field }
}
