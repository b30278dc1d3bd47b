import { currentUser } from '@/lib/accounts/session'
import { findOrderFacts } from '@/lib/orders/data'
import { orderState } from '@/lib/orders/state'

export async function GET(_: Request, { params }: { params: Promise<{ order: string }> }): Promise<Response> {
  const user = await currentUser()
  const facts = user && (await findOrderFacts((await params).order, user.uid))
  const headers = { 'Cache-Control': 'no-store' }
  if (!facts) return Response.json({ error: 'There is no such order.' }, { status: 404, headers })
  return Response.json({ state: orderState(facts) }, { headers })
}
