import { PageLink } from '@/app/_components/page-link'
import { brand } from '@/lib/brand/brand'
import type { Locale } from '@/lib/languages/locale'

/** The shop's logo and name, linked to the home page. */
export function Wordmark({ locale }: { locale: Locale }) {
  return (
    <PageLink
      href={locale.path('/')}
      className="inline-flex min-h-11 items-center gap-2.5 text-xl font-bold tracking-tight"
    >
      <img src={brand.mark} alt="" width={32} height={32} className="size-8" />
      {brand.name}
    </PageLink>
  )
}
