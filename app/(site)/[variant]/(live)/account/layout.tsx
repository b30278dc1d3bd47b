import type { ReactNode } from 'react'
import { AccountNav } from '@/app/(site)/[variant]/(live)/account/account-nav'
import { hasRole } from '@/lib/accounts/access'
import { currentUser } from '@/lib/accounts/session'
import { isDatabaseAway } from '@/lib/database-pool'

export default async function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="space-y-10">
      <AccountNav isOperator={await isOperatorHere()} />
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
