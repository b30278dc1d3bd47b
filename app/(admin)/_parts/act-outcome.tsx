import { Outcome } from '@/app/_components/outcome'
import type { AccountUser } from '@/lib/accounts/mutations'
import { findOutcome } from '@/lib/operators/data'

/** What came of the operator's last act, by its entry in the audit log. */
export async function ActOutcome({ id, operator }: { id: unknown; operator: AccountUser }) {
  const outcome = await findOutcome(id, operator)
  if (!outcome) return null
  return (
    <Outcome key={String(outcome.id)} kind={outcome.allowed ? 'positive' : 'critical'}>
      <p>{outcome.sentence}</p>
    </Outcome>
  )
}
