import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Document } from '@/app/_components/document'
import { ModeBanner } from '@/app/_components/mode-banner'
import { Navigation } from '@/app/_components/navigation'
import { PageLink } from '@/app/_components/page-link'
import { Wordmark } from '@/app/_components/wordmark'
import { AdminNav } from '@/app/(admin)/_parts/admin-nav'
import { brand } from '@/lib/brand/brand'
import { chosenTheme } from '@/lib/hints/theme'
import { english } from '@/lib/languages/locale'

// Everything here is for one operator, at this moment.
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  icons: brand.mark,
  title: { default: 'Back office', template: `%s · Back office · ${brand.name}` },
  robots: { index: false },
}

// Says nothing that a stranger may not read: each page asks for itself who is there (admin-page.tsx).
export default async function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <Document locale={english} theme={await chosenTheme()}>
      <header className="border-b border-line print:hidden">
        <ModeBanner locale={english} />
        <div className="office flex flex-wrap items-center justify-between gap-x-6 pt-3">
          <div className="flex items-baseline gap-3">
            <Wordmark locale={english} />
            <PageLink href="/admin" className="inline-flex min-h-11 items-center text-muted hover:text-ink">
              Back office
            </PageLink>
          </div>
          <search className="max-sm:w-full">
            <form action="/admin/search">
              <label htmlFor="q" className="sr-only">
                Search orders, payments, customers and products
              </label>
              <input
                id="q"
                name="q"
                type="search"
                maxLength={256}
                autoComplete="off"
                placeholder="Order, payment, e-mail, key…"
                className="min-h-11 w-full rounded-control border border-edge bg-card px-3 sm:w-72"
              />
            </form>
          </search>
        </div>
        <AdminNav />
      </header>
      <main id="main" className="office grow py-8">
        {children}
      </main>
      <Navigation waiting={english.t('shop.loading')} />
    </Document>
  )
}
