import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { CurrencySwitch } from '@/app/_components/currency-switch'
import { Document } from '@/app/_components/document'
import { LanguageSwitch } from '@/app/_components/language-switch'
import { Navigation } from '@/app/_components/navigation'
import { SiteFooter } from '@/app/_components/site-footer'
import { SiteHeader } from '@/app/_components/site-header'
import { ThemeScript, ThemeSwitch } from '@/app/_components/theme-switch'
import { env } from '@/lib/env'
import { localeOf } from '@/lib/languages/locale'
import { pageLocale } from '@/lib/languages/page-locale'
import { variantOf } from '@/lib/languages/variants.mjs'
import { sharedAddressesIn } from '@/lib/storefront/addresses'
import { shopMetadata } from '@/lib/storefront/found'

export async function generateMetadata(): Promise<Metadata> {
  return {
    metadataBase: new URL(env().SHOP_URL),
    ...shopMetadata(await pageLocale()),
  }
}

type Props = { params: Promise<{ variant: string }>; children: ReactNode }

export default async function SiteLayout({ params, children }: Props) {
  const variant = variantOf((await params).variant) ?? notFound()
  const locale = localeOf(variant.language)
  return (
    <Document locale={locale}>
      <ThemeScript />
      <SiteHeader locale={locale} currency={variant.currency} />
      <main id="main" className="page grow py-10 md:py-14">
        {children}
      </main>
      <SiteFooter
        locale={locale}
        switches={
          <div className="space-y-2">
            <CurrencySwitch locale={locale} id="currency" currency={variant.currency} />
            <LanguageSwitch locale={locale} />
            <ThemeSwitch t={locale.t} />
          </div>
        }
      />
      <Navigation waiting={locale.t('shop.loading')} ahead={sharedAddressesIn(locale.language)} />
    </Document>
  )
}
