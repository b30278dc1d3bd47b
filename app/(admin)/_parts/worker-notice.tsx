import { Notice } from '@/app/_components/notice'
import { silentAfter } from '@/lib/jobs/mutations'
import { formatDistance } from '@/lib/time'

/** Says so when no worker has given a sign of life for two minutes; else nothing. */
export function WorkerNotice({ seenAt, now }: { seenAt: Date | undefined; now: Date }) {
  if (seenAt && now.getTime() - seenAt.getTime() <= silentAfter) return null
  return (
    <Notice
      kind="critical"
      title={seenAt ? 'The worker is not running' : 'No worker has run in the last day'}
    >
      <p>
        {seenAt && `It was last seen ${formatDistance(seenAt, now)}. `}
        Until it runs, lost charges are not followed up, cancellations are not sent, and stored pingbacks are
        not retried. Start it with <code>npm run worker</code> and check its log.
      </p>
    </Notice>
  )
}
