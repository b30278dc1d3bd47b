import type { ReactNode } from 'react'
import { ModeBanner } from '@/app/_components/mode-banner'
import { PageLink } from '@/app/_components/page-link'
import { Wordmark } from '@/app/_components/wordmark'

function HeaderLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <PageLink
      href={href}
      className="inline-flex min-h-11 items-center px-3 decoration-accent decoration-2 underline-offset-8 hover:underline"
    >
      {children}
    </PageLink>
  )
}

/** The header of the shop's pages. What is undefined is unknown, and nothing is shown for it. */
export function SiteHeader({
  signedIn,
  cartCount = 0,
}: {
  signedIn: boolean | undefined
  cartCount: number | undefined
}) {
  return (
    <header className="print:hidden">
      <ModeBanner />
      <div className="page flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-4">
        <Wordmark />
        <nav aria-label="Shop" className="-mx-3 hidden md:block">
          <HeaderLink href="/#models">Models</HeaderLink>
          <HeaderLink href="/#studio">For makers and studios</HeaderLink>
          <HeaderLink href="/#club">Club</HeaderLink>
        </nav>
        <nav aria-label="Account and cart" className="-mx-3 flex">
          <HeaderLink href="/cart">
            Cart
            {cartCount > 0 && (
              <span className="ml-2 min-w-6 bg-accent px-1.5 text-center text-sm font-semibold text-on-accent tabular-nums">
                {cartCount}
                <span className="sr-only"> {cartCount === 1 ? 'item' : 'items'}</span>
              </span>
            )}
          </HeaderLink>
          {signedIn === false ? (
            <HeaderLink href="/login">Sign in</HeaderLink>
          ) : (
            <HeaderLink href="/account">Account</HeaderLink>
          )}
        </nav>
      </div>
    </header>
  )
}
