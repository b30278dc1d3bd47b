import { currentUser } from '@/lib/accounts/session'
import { orUnavailable, retryAfter } from '@/lib/http/unavailable'
import { findOrderFacts } from '@/lib/orders/data'
import { orderState } from '@/lib/orders/state'

const headers = { 'Cache-Control': 'no-store' }

export const GET = orUnavailable(
  async (_: Request, { params }: { params: Promise<{ order: string }> }): Promise<Response> => {
    const user = await currentUser()
    const facts = user && (await findOrderFacts((await params).order, user.uid))
    if (!facts) return Response.json({ error: 'There is no such order.' }, { status: 404, headers })
    return Response.json({ state: orderState(facts) }, { headers })
  },
  () =>
    Response.json(
      { error: 'The state of the order is not known at the moment.' },
      { status: 503, headers: { ...headers, ...retryAfter } },
    ),
)
