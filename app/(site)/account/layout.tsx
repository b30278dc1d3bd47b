import type { ReactNode } from 'react'
import { AccountNav } from '@/app/(site)/account/account-nav'

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="space-y-10">
      <AccountNav />
      {children}
    </div>
  )
}
