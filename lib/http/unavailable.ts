import { isDatabaseAway } from '@/lib/database-pool'
import { log } from '@/lib/log'

/** When to ask again, in seconds. */
export const retryAfter = { 'Retry-After': '10' }

/** What a handler answers while the database can't be reached: 503. */
function unavailable(): Response {
  return new Response(
    'The shop is temporarily unavailable. Please try again in a moment. A payment you have made is not lost.',
    {
      status: 503,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...retryAfter },
    },
  )
}

/** The handler's answer, or another in its place while the database can't be reached. */
export function orUnavailable<Given extends unknown[]>(
  handle: (...given: Given) => Promise<Response>,
  instead: () => Response = unavailable,
): (...given: Given) => Promise<Response> {
  return async (...given) => {
    try {
      return await handle(...given)
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      log.warn({ error: (error as Error).message }, 'request not served: the database is unavailable')
      return instead()
    }
  }
}
