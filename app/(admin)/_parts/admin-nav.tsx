'use client'

import { usePathname } from 'next/navigation'
import { PageLink } from '@/app/_components/page-link'

const pages = [
  { path: '/admin', title: 'Today', below: '/admin/alerts' },
  { path: '/admin/orders', title: 'Orders' },
  { path: '/admin/pingbacks', title: 'Pingbacks' },
  { path: '/admin/customers', title: 'Customers' },
  { path: '/admin/memberships', title: 'Memberships' },
  { path: '/admin/products', title: 'Products' },
  { path: '/admin/go-live', title: 'Go-live' },
  { path: '/admin/operators', title: 'Operators', isAdmins: true },
  { path: '/admin/audit', title: 'Audit log', isAdmins: true },
  { path: '/admin/settings', title: 'Settings', isAdmins: true },
]

/** The way between the parts of the back office. A reviewer is shown none that only admins may open: the page says who looks. */
export function AdminNav() {
  const current = usePathname()
  const part = pages.find(
    ({ path, below = path }) => current === path || current === below || current.startsWith(`${below}/`),
  )
  return (
    <nav aria-label="Back office" className="office scroll-px-4 overflow-x-auto">
      <ul className="-mb-px flex gap-x-5 text-[0.9375rem]">
        {pages.map(({ path, title, isAdmins }) => (
          <li
            key={path}
            className={`has-[[aria-current]]:[scroll-initial-target:nearest] ${isAdmins ? '[body:has([data-operator=REVIEWER])_&]:hidden' : ''}`}
          >
            <PageLink
              href={path}
              aria-current={path === current ? 'page' : path === part?.path ? 'true' : undefined}
              className="inline-flex min-h-11 items-center border-b-2 border-transparent whitespace-nowrap text-muted hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {title}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
