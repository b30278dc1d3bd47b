import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import { Time } from '@/app/(admin)/_parts/time'
import { formatDuration } from '@/lib/time'
import type { Silence } from '@/lib/today/silence'

/** How long no pingback has come, and whether that is unusual here. */
export function SilenceNotice({ silence }: { silence: Silence | undefined }) {
  if (!silence) return null
  const { since, milliseconds, usual, isUnusual } = silence
  const sentence = (
    <>
      The last valid pingback arrived {formatDuration(milliseconds)} ago, on <Time at={since} />.{' '}
      {usual === undefined
        ? 'There were too few in the last four weeks to tell what is normal.'
        : `Gaps of up to ${formatDuration(usual)} are normal here.`}
    </>
  )
  return (
    <div className="max-w-3xl space-y-2">
      {isUnusual ? (
        <Notice kind="caution" title="No pingbacks for an unusually long time">
          <p>{sentence}</p>
          <p>
            Check whether anything was rejected in{' '}
            <PageLink href="/admin/pingbacks?verdict=rejected" className="link">
              the pingback log
            </PageLink>
            , whether <code>GET /api/ready</code> answers from outside, and what the merchant area shows for
            failed pingbacks. Paymentwall resends failed pingbacks every 30 minutes.
          </p>
        </Notice>
      ) : (
        <p>{sentence}</p>
      )}
      {usual !== undefined && (
        <details className="text-sm text-muted">
          <summary className="link inline-flex min-h-11 items-center">How this is calculated</summary>
          <p>
            In the last four weeks, the most recent pingback was no older than this 99% of the time. Long gaps
            count for as long as they lasted, so regular quiet nights are normal. The figure is calculated
            from the first and last pingback of each hour. Rejected pingbacks are not counted.
          </p>
        </details>
      )}
    </div>
  )
}
