import { ProveButton } from '@/app/(admin)/admin/go-live/_prove/prove-button'
import { hasRole } from '@/lib/accounts/access'
import type { AccountUser } from '@/lib/accounts/mutations'
import { env } from '@/lib/env'
import { cases } from '@/lib/prove/cases'
import { opensWindow } from '@/lib/prove/start'

/** Whether an operator may begin runs here. */
export const mayProve = (operator: Pick<AccountUser, 'role'>) =>
  env().PAYMENTWALL_MODE !== 'live' && hasRole(operator, 'ADMIN')

/** The button that begins a run of every case; nothing for those who may not. */
export function ProveAll({ operator, back }: { operator: Pick<AccountUser, 'role'>; back: string }) {
  if (!mayProve(operator)) return null
  return (
    <ProveButton
      what="all"
      label="Prove all"
      back={back}
      opensWindow={cases.some(opensWindow)}
      isQuiet={false}
    />
  )
}
