import { Tag } from '@/app/(admin)/_parts/tag'
import type { Role } from '@/lib/generated/prisma/enums'
import { roleTitles } from '@/lib/operators/words'

/** What is out of the ordinary about a customer, in words. */
export function CustomerTags({
  role,
  flaggedAt,
  closedAt,
  erasedAt = null,
  isGuest,
}: {
  role: Role
  flaggedAt: Date | null
  closedAt: Date | null
  erasedAt?: Date | null
  isGuest: boolean
}) {
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {role !== 'BUYER' && <Tag kind="info">{roleTitles[role]}</Tag>}
      {isGuest && <Tag kind="info">Guest</Tag>}
      {flaggedAt && <Tag kind="critical">Flagged</Tag>}
      {closedAt && <Tag kind="caution">Account closed</Tag>}
      {erasedAt && <Tag kind="caution">Erased</Tag>}
      {role === 'BUYER' && !isGuest && !flaggedAt && !closedAt && 'Open'}
    </span>
  )
}
