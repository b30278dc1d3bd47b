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
      The last genuine pingback came {formatDuration(milliseconds)} ago, at <Time at={since} />.{' '}
      {usual === undefined
        ? 'Too few have come in the last four weeks to say what is usual.'
        : `Usual here are up to ${formatDuration(usual)}.`}
    </>
  )
  return (
    <div className="max-w-3xl space-y-2">
      {isUnusual ? (
        <Notice kind="caution" title="It is unusually quiet">
          <p>{sentence}</p>
          <p>
            Look whether anything is refused in{' '}
            <PageLink href="/admin/pingbacks?verdict=rejected" className="link">
              the log
            </PageLink>
            , whether <code>GET /api/ready</code> answers from outside, and what the merchant area says about
            failed pingbacks. Paymentwall sends what failed again every 30 minutes.
          </p>
        </Notice>
      ) : (
        <p>{sentence}</p>
      )}
      {usual !== undefined && (
        <details className="text-sm text-muted">
          <summary className="link inline-flex min-h-11 items-center">How this is computed</summary>
          <p>
            At 99 of 100 moments of the last four weeks the last pingback was no older than this. A long gap
            counts for as long as it lasted, so quiet nights are usual where they are. It is computed from the
            first and the last pingback of each hour; between them they are taken to come at random. Rejected
            ones don’t count.
          </p>
        </details>
      )}
    </div>
  )
}
