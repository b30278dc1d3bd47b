import { Tag } from '@/app/(admin)/_parts/tag'
import type { Verdict } from '@/lib/generated/prisma/enums'

const looks: Record<Verdict, ['info' | 'positive' | 'caution' | 'critical', string]> = {
  applied: ['positive', 'Applied'],
  duplicate: ['info', 'Duplicate'],
  conflict: ['critical', 'Conflict'],
  quarantined: ['caution', 'Quarantined'],
  unhandled: ['info', 'Unhandled'],
  test_ignored: ['info', 'Test, ignored'],
  rejected: ['critical', 'Rejected'],
  failed: ['critical', 'Failed'],
}

/** The verdicts that a list can be narrowed to. */
export const verdictChoices = Object.entries(looks).map(([verdict, [, title]]) => [verdict, title] as const)

/** What was made of an arrival, in a word; with how many arrivals that was, where it stands for several. */
export function VerdictTag({ verdict, arrivals = 1 }: { verdict: Verdict; arrivals?: number }) {
  const [kind, title] = new Map(Object.entries(looks)).get(verdict) ?? ['info', verdict]
  return <Tag kind={kind}>{arrivals > 1 ? `${title} × ${arrivals}` : title}</Tag>
}
