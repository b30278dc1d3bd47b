import type { Metadata } from 'next'
import { PageNotFound } from '@/app/_components/page-not-found'
import { setAnswerStatus } from '@/lib/http/answer-status'
import { requestLocale } from '@/lib/languages/request-locale'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestLocale()).t('shop.notFound.title'), robots: { index: false } }
}

// With several root layouts no single one would draw the 404 page of an unknown address; this route does. What `notFound()` leads
// to, Next draws in the browser alone.
export default async function MissingPage() {
  setAnswerStatus(404, {})
  return <PageNotFound locale={await requestLocale()} />
}
