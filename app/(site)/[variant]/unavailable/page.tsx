import type { Metadata } from 'next'
import { Failure } from '@/app/_components/failure'
import { setAnswerStatus } from '@/lib/http/answer-status'
import { retryAfter } from '@/lib/http/unavailable'
import { requestLocale } from '@/lib/languages/request-locale'

export const dynamic = 'force-dynamic'

export const metadata: Metadata = { robots: { index: false } }

// Shown in place of a page whose data can't be read (lib/storefront/cached-pages.ts).
export default async function UnavailablePage() {
  setAnswerStatus(503, retryAfter)
  return <Failure language={(await requestLocale()).language} />
}
