import { addressKey, countAttempt } from '@/lib/accounts/rate-limit'
import { clientAddress } from '@/lib/http/client-address'
import { orUnavailable } from '@/lib/http/unavailable'
import { recordPolicyViolation } from '@/lib/security/policy-violations'
import { isReportToken } from '@/lib/security/report-address'

// One page may break many times over, and an office of buyers has one address.
const reportsPerAddress = 200
const windowMinutes = 60

/** Where browsers report what the payment pages' policy blocked, by the address that stands in it. */
async function report(request: Request): Promise<Response> {
  if (!isReportToken(new URL(request.url).searchParams.get('token'))) return answer(400)
  const body = await request.text()
  if (body.length > 20_000) return answer(413)
  const key = addressKey('policy-report', clientAddress(request.headers) ?? '::')
  const wait = await countAttempt([{ key, hits: reportsPerAddress }], windowMinutes)
  if (wait !== undefined) return answer(429)
  return answer((await recordPolicyViolation(parse(body))) ? 204 : 400)
}

function answer(status: number): Response {
  return new Response(null, { status })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const POST = orUnavailable(report)
