'use server'

import { notFound, redirect } from 'next/navigation'
import { requireUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { formAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { orderIdSchema } from '@/lib/orders/schema'
import { cancelMembership } from '@/lib/subscriptions/mutations'

/** Asks for the membership that the form's `order` began to be charged no more, then shows the memberships. */
export const cancelMembershipAction = formAction(async (form) => {
  const orderId = orderIdSchema.safeParse(form.get('order'))
  if (!orderId.success) notFound()
  const user = await requireUser('/account/memberships')
  if (!(await cancelMembership(orderId.data, user.uid, await shopTime()))) notFound()
  redirect((await requestLocale()).path('/account/memberships?requested'))
})
