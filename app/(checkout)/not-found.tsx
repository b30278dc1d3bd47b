import { PageNotFound } from '@/app/_components/page-not-found'
import { requestLocale } from '@/lib/languages/request-locale'

export default async function NotFound() {
  return <PageNotFound locale={await requestLocale()} />
}
