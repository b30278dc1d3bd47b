'use client'

import { usePathname } from 'next/navigation'
import { PageLink } from '@/app/_components/page-link'

/** Links to the pages of the account; `path` is a page's without a language, `href` its address. */
export function AccountNav({
  label,
  pages,
}: {
  label: string
  pages: { path: string; href: string; title: string }[]
}) {
  // The server knows the page's path without its language, the browser the address.
  const current = usePathname()
  return (
    <nav aria-label={label} className="border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-3 text-sm sm:gap-x-6 sm:text-base">
        {pages.map(({ path, href, title }) => (
          <li key={path}>
            <PageLink
              href={href}
              aria-current={path === current || href === current ? 'page' : undefined}
              className="inline-flex min-h-11 items-center border-b-2 border-transparent text-muted hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {title}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
