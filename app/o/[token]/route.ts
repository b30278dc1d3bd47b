import { redirect } from 'next/navigation'
import { orUnavailable } from '@/lib/http/unavailable'
import { addressIn } from '@/lib/languages/languages.mjs'
import { findLinkedOrder } from '@/lib/order-links/data'
import { orderTokenSchema } from '@/lib/order-links/schema'
import { rememberOrderLink } from '@/lib/order-links/session'

/** The link of a mail to a guest's order, which leads to it in the order's language. It changes nothing: the browser keeps the token, and leaves the address that holds it. */
async function open(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const token = orderTokenSchema.safeParse((await params).token).data
  const order = token && (await findLinkedOrder([token]))
  if (!token || !order) redirect('/login?link')
  if (order.isOpen) await rememberOrderLink(token)
  redirect(addressIn(order.language, `/orders/${order.id}`))
}

export const GET = orUnavailable(open)
