import { isHTTPAccessFallbackError } from 'next/dist/client/components/http-access-fallback/http-access-fallback'
import type { ReactNode } from 'react'
import { Failure } from '@/app/_components/failure'
import { PageNotFound } from '@/app/_components/page-not-found'
import { isDatabaseAway } from '@/lib/database-pool'
import { setAnswerStatus } from '@/lib/http/answer-status'
import { retryAfter } from '@/lib/http/unavailable'
import { requestLocale } from '@/lib/languages/request-locale'
import { log } from '@/lib/log'

/** What is drawn in place of a page; without it, what buyers are shown. */
interface Instead {
  /** While the database can't be reached. */
  away: ReactNode
  /** Where the page says `notFound()`. */
  missing: ReactNode
}

/**
 * The page; or, while the database can't be reached, what to do about it, with status 503; or, where there is none, that, with
 * status 404. Nothing is thrown, so that it is an ordinary page: complete without JavaScript, in its layout, and without an error
 * in the console.
 */
export function withDatabase<Props extends unknown[]>(
  page: (...props: Props) => Promise<ReactNode>,
  instead?: Instead,
) {
  return async (...props: Props): Promise<ReactNode> => {
    try {
      return await page(...props)
    } catch (error) {
      if (isHTTPAccessFallbackError(error)) {
        setAnswerStatus(404, {})
        return instead?.missing ?? <PageNotFound locale={await requestLocale()} />
      }
      if (!isDatabaseAway(error)) throw error
      log.warn({ error: (error as Error).message }, 'page not shown: the database is unavailable')
      setAnswerStatus(503, retryAfter)
      return instead?.away ?? <Failure language={(await requestLocale()).language} />
    }
  }
}
