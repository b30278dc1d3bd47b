import { redirect } from 'next/navigation'
import { orUnavailable } from '@/lib/http/unavailable'
import { findLinkedOrder } from '@/lib/order-links/data'
import { orderTokenSchema } from '@/lib/order-links/schema'
import { rememberOrderLink } from '@/lib/order-links/session'

/** The link of a mail to a guest's order. It changes nothing: the browser keeps the token, and the address is left behind. */
async function open(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  const token = orderTokenSchema.safeParse((await params).token).data
  const order = token && (await findLinkedOrder([token]))
  if (!token || !order) redirect('/login?link')
  await rememberOrderLink(token)
  redirect(`/orders/${order.id}`)
}

export const GET = orUnavailable(open)
