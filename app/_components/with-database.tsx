import type { ReactNode } from 'react'
import { Failure } from '@/app/_components/failure'
import { isDatabaseAway } from '@/lib/database-pool'
import { setAnswerStatus } from '@/lib/http/answer-status'
import { retryAfter } from '@/lib/http/unavailable'
import { requestLocale } from '@/lib/languages/request-locale'
import { log } from '@/lib/log'

/**
 * The page; or, while the database can't be reached, what to do about it, with status 503. Nothing is thrown, so that it is
 * an ordinary page: complete without JavaScript, in its layout, and without an error in the console.
 */
export function withDatabase<Props extends unknown[]>(
  page: (...props: Props) => Promise<ReactNode>,
  failure?: ReactNode,
) {
  return async (...props: Props): Promise<ReactNode> => {
    try {
      return await page(...props)
    } catch (error) {
      if (!isDatabaseAway(error)) throw error
      log.warn({ error: (error as Error).message }, 'page not shown: the database is unavailable')
      setAnswerStatus(503, retryAfter)
      return failure ?? <Failure language={(await requestLocale()).language} />
    }
  }
}
