import type { ReactNode } from 'react'
import { AccountNav } from '@/app/(site)/[variant]/(live)/account/account-nav'
import { hasRole } from '@/lib/accounts/access'
import { currentUser } from '@/lib/accounts/session'
import { isDatabaseAway } from '@/lib/database-pool'
import { pageLocale } from '@/lib/languages/page-locale'

const pages = [
  ['/account', 'overview'],
  ['/account/library', 'library'],
  ['/account/orders', 'orders'],
  ['/account/memberships', 'memberships'],
  ['/account/cards', 'cards'],
] as const

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { t, path } = await pageLocale()
  const shown = (await isOperatorHere()) ? [...pages, ['/admin', 'office'] as const] : pages
  return (
    <div className="space-y-10">
      <AccountNav
        label={t('shop.account')}
        pages={shown.map(([page, name]) => ({
          path: page,
          href: path(page),
          title: t(`account.sections.${name}`),
        }))}
      />
      {children}
    </div>
  )
}

/** While the database is away, the page says so; the way to it stays. */
async function isOperatorHere(): Promise<boolean> {
  try {
    const user = await currentUser()
    return user !== null && hasRole(user, 'REVIEWER')
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    return false
  }
}
