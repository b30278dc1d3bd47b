import { Notice } from '@/app/_components/notice'
import { silentAfter } from '@/lib/jobs/mutations'
import { formatDistance } from '@/lib/time'

/** Says so when no worker has given a sign of life for two minutes; else nothing. */
export function WorkerNotice({ seenAt, now }: { seenAt: Date | undefined; now: Date }) {
  if (seenAt && now.getTime() - seenAt.getTime() <= silentAfter) return null
  return (
    <Notice kind="critical" title={seenAt ? 'No worker is alive' : 'No worker has run in the last day'}>
      <p>
        {seenAt && `The last sign of life came ${formatDistance(seenAt, now)}. `}
        Until one runs, lost charges are not looked up, cancellations are not sent and stored pingbacks are
        not applied again: start it by <code>npm run worker</code>, and read its log.
      </p>
    </Notice>
  )
}
