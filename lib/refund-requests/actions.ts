'use server'

import { refresh } from 'next/cache'
import { notFound } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { AccountError } from '@/lib/accounts/mutations'
import { formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { requireOrder } from '@/lib/order-links/session'
import { orderIdSchema } from '@/lib/orders/schema'
import { requestRefund } from '@/lib/refund-requests/mutations'
import { refundRequestForm } from '@/lib/refund-requests/schema'

/** Asks for a refund of the order of the form's page. */
export const requestRefundAction = formStateAction(async (form) => {
  const [, path] = /^\/orders\/([^/]+)$/.exec(String(form.get('next'))) ?? []
  const id = orderIdSchema.safeParse(path).data ?? notFound()
  const { order } = await requireOrder(id, `/orders/${id}`)
  const { t } = await requestLocale()
  return handleForm(refundRequestForm(t), form, async ({ reason }) => {
    const done = await requestRefund(order.id, reason)
    if (done !== 'requested') throw new AccountError('form', t(`orders.refund.refusals.${done}`))
    refresh()
  })
})
