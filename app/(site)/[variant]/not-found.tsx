import { PageNotFound } from '@/app/_components/page-not-found'
import { pageLocale } from '@/lib/languages/page-locale'

export default async function NotFound() {
  return <PageNotFound locale={await pageLocale()} />
}
