import { randomBytes } from 'node:crypto'
import { env } from '@/lib/env'
import { paymentPagePolicy } from '@/lib/security/payment-page'
import { reportAddress } from '@/lib/security/report-address'

/** Whether a path is that of a page which takes payments: these have a policy of their own. */
export function isPaymentPage(path: string): boolean {
  return /^\/checkout(\/|$)/.test(path)
}

/** The policy of one answer with a payment page, with a nonce of its own. */
export function newPaymentPagePolicy(): string {
  return paymentPagePolicy(env(), {
    nonce: randomBytes(16).toString('base64'),
    reportTo: reportAddress(),
    development: process.env.NODE_ENV === 'development',
  })
}
