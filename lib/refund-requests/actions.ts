'use server'

import { refresh } from 'next/cache'
import { notFound } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { AccountError } from '@/lib/accounts/mutations'
import { formStateAction } from '@/lib/http/server-action'
import { requireOrder } from '@/lib/order-links/session'
import { orderIdSchema } from '@/lib/orders/schema'
import { type Requested, requestRefund } from '@/lib/refund-requests/mutations'
import { refundRequestForm } from '@/lib/refund-requests/schema'

const refusals: Record<Exclude<Requested, 'requested'>, string> = {
  open: 'You have already asked for a refund. We will reply soon.',
  none: 'This order has no payment left to refund.',
  too_many: 'You have asked three times. Please write to us instead.',
}

/** Asks for a refund of the order of the form's page. */
export const requestRefundAction = formStateAction(async (form) => {
  const [, path] = /^\/orders\/([^/]+)$/.exec(String(form.get('next'))) ?? []
  const id = orderIdSchema.safeParse(path).data ?? notFound()
  const { order } = await requireOrder(id, `/orders/${id}`)
  return handleForm(refundRequestForm, form, async ({ reason }) => {
    const done = await requestRefund(order.id, reason)
    if (done !== 'requested') throw new AccountError('form', refusals[done])
    refresh()
  })
})
