import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requestLocale } from '@/lib/languages/request-locale'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await requestLocale()).t('shop.notFound.title') }
}

// With several root layouts no single one would draw the 404 page of an unknown address; this route does.
export default function MissingPage() {
  notFound()
}
