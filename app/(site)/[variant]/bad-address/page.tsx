import type { Metadata } from 'next'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { requestLocale } from '@/lib/languages/request-locale'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestLocale()
  return { title: t('shop.badAddress.title'), robots: { index: false } }
}

// Shown, with status 400, for every address that can't be decoded (lib/http/entrance.ts).
export default async function BadAddressPage() {
  const { t, path } = await requestLocale()
  return (
    <div className="space-y-8">
      <PageHeading above="400" title={t('shop.badAddress.title')} lead={t('brand.badAddress')} />
      <ButtonLink href={path('/')}>{t('brand.browse')}</ButtonLink>
    </div>
  )
}
