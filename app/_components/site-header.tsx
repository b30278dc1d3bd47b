import type { ReactNode } from 'react'
import { CurrencySwitch } from '@/app/_components/currency-switch'
import { HintRefresh } from '@/app/_components/hint-refresh'
import { HintPlace, HintScript, hintEvent } from '@/app/_components/hint-script'
import { ModeBanner } from '@/app/_components/mode-banner'
import { PageLink } from '@/app/_components/page-link'
import { Wordmark } from '@/app/_components/wordmark'
import type { Currency } from '@/lib/currencies.mjs'

function HeaderLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink
      href={href}
      className="inline-flex min-h-11 items-center px-2 decoration-accent decoration-2 underline-offset-8 hover:underline sm:px-3"
    >
      {children}
    </PageLink>
  )
}

const sections = [
  ['/products', 'All products'],
  ['/#models', 'Models'],
  ['/#studio', 'For makers and studios'],
  ['/#club', 'Club'],
] as const

/** The header of the shop's pages: the same for everybody who reads them in a currency. */
export function SiteHeader({ currency }: { currency: Currency }) {
  return (
    <header className="print:hidden">
      <HintScript />
      <HintRefresh event={hintEvent} />
      <ModeBanner />
      <div className="page flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-4 sm:gap-x-6">
        <Wordmark />
        <nav aria-label="Shop" className="-mx-3 hidden md:block">
          {sections.map(([href, title]) => (
            <HeaderLink key={href} href={href}>
              {title}
            </HeaderLink>
          ))}
        </nav>
        <nav aria-label="Account and cart" className="-mx-2 flex sm:-mx-3">
          <button
            type="button"
            popoverTarget="menu"
            className="inline-flex min-h-11 items-center px-2 decoration-accent decoration-2 underline-offset-8 hover:underline sm:px-3 md:hidden"
          >
            Menu
          </button>
          <HeaderLink href="/cart">
            Cart
            <HintPlace of="cart" />
          </HeaderLink>
          <HeaderLink href="/account">
            <HintPlace of="account" text="Account" />
          </HeaderLink>
        </nav>
      </div>
      <div id="menu" popover="auto" className="menu md:hidden">
        <nav aria-label="Menu" className="page flex flex-col py-4">
          {sections.map(([href, title]) => (
            <HeaderLink key={href} href={href}>
              {title}
            </HeaderLink>
          ))}
          <HeaderLink href="/contact">Contact</HeaderLink>
          <div className="px-3">
            <CurrencySwitch id="menu-currency" currency={currency} />
          </div>
          <button
            type="button"
            popoverTarget="menu"
            popoverTargetAction="hide"
            className="link min-h-11 self-start px-3"
          >
            Close
          </button>
        </nav>
      </div>
    </header>
  )
}
