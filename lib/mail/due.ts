import type { MailKind, PaymentState } from '@/lib/generated/prisma/enums'
import type { PaymentRef } from '@/lib/ids'
import { chargebackReasons } from '@/lib/orders/state'

/** A payment, as far as messages depend on it. */
export interface MailedPayment {
  ref: PaymentRef
  initialRef: string | null
  state: PaymentState
  everPaid: boolean
  reversalReason: number | null
  /** In major units of the order's currency, as text. */
  refunded: string
  createdAt: Date
  updatedAt: Date
}

/** What is to be told of an order, and by what it is told once. */
export interface DueMail {
  kind: MailKind
  subject: string
  ref?: PaymentRef
}

/** What happened longer ago is not told any more: the shop did not send mail then. */
const newsDays = 3

/**
 * The messages that an order's payments call for, told already or not: a receipt for its payment, one for each renewal, and
 * one for each refund. Of a chargeback the buyer knows from their bank.
 *
 * @param isMembership whether later payments renew the first one
 */
export function dueMails(payments: readonly MailedPayment[], isMembership: boolean, now: Date): DueMail[] {
  const isNews = (at: Date) => now.getTime() - at.getTime() < newsDays * 86_400_000
  const [first] = payments.filter(({ everPaid }) => everPaid)
  return payments.flatMap((payment) => {
    const { ref, everPaid, state, refunded } = payment
    if (!everPaid) return []
    const due: DueMail[] = []
    if (isNews(payment.createdAt)) {
      const isRenewal = isMembership && first !== undefined && ref !== first.ref
      due.push({ kind: isRenewal ? 'RENEWAL' : 'RECEIPT', subject: ref, ref })
    }
    if (isNews(payment.updatedAt)) {
      if (state === 'REVERSED') {
        if (!chargebackReasons.has(payment.reversalReason ?? 0))
          due.push({ kind: 'REFUND', subject: `${ref}:full`, ref })
      } else if (Number(refunded) > 0) {
        due.push({ kind: 'REFUND', subject: `${ref}:${refunded}`, ref })
      }
    }
    return due
  })
}
