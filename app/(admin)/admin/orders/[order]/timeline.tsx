import { PageLink } from '@/app/_components/page-link'
import { Time } from '@/app/(admin)/_parts/time'
import type { TimelineEntry } from '@/lib/orders/timeline'

const marks: Record<TimelineEntry['kind'], string> = {
  info: 'bg-muted',
  positive: 'bg-positive',
  caution: 'bg-caution',
  critical: 'bg-critical',
}

/** What happened, one event a line. What each is about leads to why it happened. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="divide-y divide-line border-y border-line text-[0.9375rem]">
      {entries.map(({ key, at, kind, subject, sentence, details, why }) => (
        <li key={key} className="grid gap-x-4 py-2.5 md:grid-cols-[12rem_8rem_1fr]">
          <Time at={at} />
          <span className="flex items-baseline gap-2">
            <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${marks[kind]}`} />
            {why.startsWith('#') ? (
              <a href={why} className="link">
                {subject}
              </a>
            ) : (
              <PageLink href={why} className="link">
                {subject}
              </PageLink>
            )}
          </span>
          <div className="min-w-0">
            <p>{sentence}</p>
            {details.map((detail) => (
              <p key={detail} className="whitespace-pre-line text-sm text-muted">
                {detail}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}
