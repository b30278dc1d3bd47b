'use client'

import { usePathname } from 'next/navigation'
import { PageLink } from '@/app/_components/page-link'

const pages = [
  { path: '/account', title: 'Overview' },
  { path: '/account/library', title: 'Library' },
  { path: '/account/orders', title: 'Orders' },
  { path: '/account/memberships', title: 'Memberships' },
  { path: '/account/cards', title: 'Cards' },
]

/** Links to the pages of the account, and for an operator to the back office. */
export function AccountNav({ isOperator }: { isOperator: boolean }) {
  const current = usePathname()
  const shown = isOperator ? [...pages, { path: '/admin', title: 'Back office' }] : pages
  return (
    <nav aria-label="Account" className="border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-3 text-sm max-sm:justify-between sm:gap-x-6 sm:text-base">
        {shown.map(({ path, title }) => (
          <li key={path}>
            <PageLink
              href={path}
              aria-current={path === current ? 'page' : undefined}
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
