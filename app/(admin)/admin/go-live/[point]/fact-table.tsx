import { PageLink } from '@/app/_components/page-link'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import type { Role } from '@/lib/generated/prisma/enums'
import type { Fact, Subject } from '@/lib/golive/check'
import { digestOf, linkTo } from '@/lib/golive/evidence'
import { subjectTitles } from '@/lib/golive/words'

/** Pieces of evidence, each with the way to what it is about. */
export function FactTable({
  caption,
  facts,
  role,
  logged,
  empty,
}: {
  caption: string
  facts: readonly Fact[]
  role: Role
  /** The arrivals that the log still has. */
  logged: ReadonlySet<string>
  empty: string
}) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { title: 'Time', cell: ({ at }) => <Time at={at} /> },
        {
          title: 'What',
          cell: ({ what, kind }) => (
            <span className="break-words">
              {kind === 'fault' && <Tag kind="critical">Fault</Tag>} {what}
            </span>
          ),
        },
        { title: 'Result', cell: ({ seen }) => <span className="break-words">{seen}</span> },
        {
          title: 'Source',
          cell: ({ subject }) => subject && <SubjectLink subject={subject} role={role} logged={logged} />,
        },
      ]}
      rows={facts}
      keyOf={digestOf}
      empty={empty}
    />
  )
}

function SubjectLink({
  subject,
  role,
  logged,
}: {
  subject: Subject
  role: Role
  logged: ReadonlySet<string>
}) {
  const name = (
    <span className="break-words">
      {subjectTitles[subject.kind]} {subject.id}
    </span>
  )
  if (subject.kind === 'arrival' && !logged.has(subject.id)) {
    return (
      <>
        {name} <span className="text-muted">(no longer in the log)</span>
      </>
    )
  }
  const href = linkTo(subject, role)
  if (!href) return name
  return (
    <PageLink href={href} className="link">
      {name}
    </PageLink>
  )
}
