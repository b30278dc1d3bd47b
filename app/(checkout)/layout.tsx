import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Document } from '@/app/_components/document'
import { ModeBanner } from '@/app/_components/mode-banner'
import { SiteFooter } from '@/app/_components/site-footer'
import { Wordmark } from '@/app/_components/wordmark'
import { brand } from '@/lib/brand/brand'
import { chosenTheme } from '@/lib/hints/theme'
import { requestLocale } from '@/lib/languages/request-locale'

// Payment pages have a root layout of their own: a navigation from another page loads a new document, and with it the
// nonce policy that only these pages have. A nonce also requires every page to be rendered per request.
export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await requestLocale()
  return {
    icons: brand.mark,
    title: { default: t('checkout.title'), template: `%s · ${brand.name}` },
    robots: { index: false },
  }
}

export default async function CheckoutLayout({ children }: { children: ReactNode }) {
  const locale = await requestLocale()
  return (
    <Document locale={locale} theme={await chosenTheme()}>
      <header>
        <ModeBanner locale={locale} />
        <div className="page py-4 max-sm:py-2">
          <Wordmark locale={locale} />
        </div>
      </header>
      <main id="main" className="page grow py-8 max-sm:py-4 md:py-12">
        {children}
      </main>
      <SiteFooter locale={locale} />
    </Document>
  )
}
