import { Tag } from '@/app/(admin)/_parts/tag'
import type { PointState } from '@/lib/golive/check'
import { stateTitles } from '@/lib/golive/words'

const looks = {
  proven: 'positive',
  said: 'info',
  failed: 'critical',
  unchecked: 'critical',
  not_yet: 'caution',
  not_used: 'info',
} as const

/** Where a check point stands, in a word. */
export function StateTag({ state }: { state: PointState }) {
  return <Tag kind={looks[state]}>{stateTitles[state]}</Tag>
}
