import { markProbeOrder } from '@/lib/probe-orders/mutations'
import { markingSchema } from '@/lib/probe-orders/schema'

export const dynamic = 'force-dynamic'

/** Marks an order as the go-live probe's (lib/probe). */
export async function POST(request: Request): Promise<Response> {
  const sent = await request.text()
  const marking = markingSchema.safeParse(Object.fromEntries(new URLSearchParams(sent)))
  if (!marking.success) return answer(400, 'not the order and the proof of a probe')
  const marked = await markProbeOrder(marking.data.order, marking.data.proof)
  return marked.ok ? answer(204) : answer(marked.status, marked.why)
}

function answer(status: number, why?: string): Response {
  return new Response(why ?? null, {
    status,
    headers: {
      'Cache-Control': 'no-store',
      ...(why !== undefined && { 'Content-Type': 'text/plain; charset=utf-8' }),
    },
  })
}
