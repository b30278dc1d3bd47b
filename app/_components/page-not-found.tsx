import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import type { Locale } from '@/lib/languages/locale'

/** Shown at an address that has no page. */
export function PageNotFound({ locale: { t, path } }: { locale: Locale }) {
  return (
    <div className="space-y-8">
      <PageHeading above="404" title={t('shop.notFound.title')} lead={t('shop.notFound.lead')} />
      <ButtonLink href={path('/')}>{t('brand.browse')}</ButtonLink>
    </div>
  )
}
