import type { ReactNode } from 'react'
import { CurrencySwitch } from '@/app/_components/currency-switch'
import { HintRefresh } from '@/app/_components/hint-refresh'
import { HintPlace, HintScript, hintEvent } from '@/app/_components/hint-script'
import { LanguageSwitch } from '@/app/_components/language-switch'
import { ModeBanner } from '@/app/_components/mode-banner'
import { PageLink } from '@/app/_components/page-link'
import { Wordmark } from '@/app/_components/wordmark'
import type { Currency } from '@/lib/currencies.mjs'
import type { Locale } from '@/lib/languages/locale'

function HeaderLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink href={href} className="header-link">
      {children}
    </PageLink>
  )
}

const sections = [
  ['/products', 'products'],
  ['/#downloads', 'downloads'],
  ['/#services', 'services'],
  ['/#memberships', 'memberships'],
] as const

/** The header of the shop's pages: the same for everybody who reads them in a language and a currency. */
export function SiteHeader({ locale, currency }: { locale: Locale; currency: Currency }) {
  const { t, path } = locale
  return (
    <header className="print:hidden">
      <HintScript locale={locale} />
      <HintRefresh event={hintEvent} />
      <ModeBanner locale={locale} />
      <div className="page flex flex-wrap items-center justify-between gap-x-1 gap-y-1 py-4 sm:gap-x-6">
        <Wordmark locale={locale} />
        <nav aria-label={t('shop.header.shop')} className="-mx-3 hidden md:block">
          {sections.map(([href, name]) => (
            <HeaderLink key={href} href={path(href)}>
              {t(`brand.sections.${name}`)}
            </HeaderLink>
          ))}
        </nav>
        <nav aria-label={t('shop.header.own')} className="-mx-1.5 flex sm:-mx-3">
          <button type="button" popoverTarget="menu" className="header-link md:hidden">
            {t('shop.header.menu')}
          </button>
          <HeaderLink href={path('/cart')}>
            {t('shop.header.cart')}
            <HintPlace of="cart" />
          </HeaderLink>
          <HeaderLink href={path('/account')}>
            <HintPlace of="account" text={t('shop.account')} />
          </HeaderLink>
        </nav>
      </div>
      <div id="menu" popover="auto" className="menu md:hidden">
        <nav aria-label={t('shop.header.menu')} className="page flex flex-col py-4">
          {sections.map(([href, name]) => (
            <HeaderLink key={href} href={path(href)}>
              {t(`brand.sections.${name}`)}
            </HeaderLink>
          ))}
          <HeaderLink href={path('/contact')}>{t('shop.footer.contact')}</HeaderLink>
          <div className="px-3">
            <CurrencySwitch locale={locale} id="menu-currency" currency={currency} />
            <LanguageSwitch locale={locale} />
          </div>
          <button
            type="button"
            popoverTarget="menu"
            popoverTargetAction="hide"
            className="link min-h-11 self-start px-3"
          >
            {t('shop.header.close')}
          </button>
        </nav>
      </div>
    </header>
  )
}
