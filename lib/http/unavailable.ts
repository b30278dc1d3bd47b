import { isDatabaseAway } from '@/lib/database-pool'
import { senderLocale } from '@/lib/http/sender'
import { english } from '@/lib/languages/locale'
import { log } from '@/lib/log'

/** When to ask again, in seconds. */
export const retryAfter = { 'Retry-After': '10' }

/** What a handler answers while the database can't be reached: 503, in the language of the page before. */
function unavailable(request: unknown): Response {
  const { t } = request instanceof Request ? senderLocale(request) : english
  return new Response(t('shop.unavailable'), {
    status: 503,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...retryAfter },
  })
}

/** The handler's answer, or another in its place while the database can't be reached. */
export function orUnavailable<Given extends unknown[]>(
  handle: (...given: Given) => Promise<Response>,
  instead: (...given: Given) => Response = (...[request]) => unavailable(request),
): (...given: Given) => Promise<Response> {
  return async (...given) => {
    try {
      return await handle(...given)
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      log.warn({ error: (error as Error).message }, 'request not served: the database is unavailable')
      return instead(...given)
    }
  }
}
