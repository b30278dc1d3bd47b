import { readinessProblem } from '@/lib/readiness'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const problem = await readinessProblem()
  return Response.json(problem ? { ok: false, problem } : { ok: true }, {
    status: problem ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  })
}
