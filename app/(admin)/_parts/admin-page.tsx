import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { withDatabase } from '@/app/_components/with-database'
import { ActOutcome } from '@/app/(admin)/_parts/act-outcome'
import { AdminFailure } from '@/app/(admin)/_parts/admin-failure'
import NotFound from '@/app/(admin)/not-found'
import type { AccountUser } from '@/lib/accounts/mutations'
import { requireRole } from '@/lib/accounts/session'
import type { Role } from '@/lib/generated/prisma/enums'

/** What a page of the back office is given. */
export interface AdminPageProps {
  operator: AccountUser
  /** The parts of the address that may be anything, by name. */
  params: Record<string, string>
  query: Record<string, string | string[] | undefined>
}

interface Asked {
  params: Promise<Record<string, string>>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/**
 * A page of the back office: for operators of a role alone, asked at each request. Begins with what came of the act that led
 * to it.
 *
 * @param path of the page, for those who have to sign in first
 */
export function adminPage(
  role: Exclude<Role, 'BUYER'>,
  path: string | ((params: Record<string, string>) => string),
  page: (props: AdminPageProps) => Promise<ReactNode>,
) {
  return withDatabase(
    async ({ params, searchParams }: Asked) => {
      const known = await params
      const operator = await requireRole(role, typeof path === 'string' ? path : path(known))
      const query = await searchParams
      // Rendered for this request, whatever else is read.
      await headers()
      return (
        <div className="space-y-8" data-operator={operator.role}>
          <ActOutcome id={query.outcome} operator={operator} />
          {await page({ operator, params: known, query })}
        </div>
      )
    },
    { away: <AdminFailure />, missing: <NotFound /> },
  )
}
