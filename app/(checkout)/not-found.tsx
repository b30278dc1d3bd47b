import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { requestLocale } from '@/lib/languages/request-locale'

export default async function NotFound() {
  const { t, path } = await requestLocale()
  return (
    <div className="space-y-8">
      <PageHeading above="404" title={t('shop.notFound.title')} lead={t('shop.notFound.lead')} />
      <ButtonLink href={path('/')}>{t('brand.browse')}</ButtonLink>
    </div>
  )
}
