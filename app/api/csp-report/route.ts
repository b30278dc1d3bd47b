import { recordPolicyViolation } from '@/lib/security/policy-violations'

/** Where browsers report what the payment pages' policy blocked. */
export async function POST(request: Request): Promise<Response> {
  const body = await request.text()
  if (body.length > 20_000) return new Response(null, { status: 413 })
  return new Response(null, { status: (await recordPolicyViolation(parse(body))) ? 204 : 400 })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
