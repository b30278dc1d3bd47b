import type { Metadata } from 'next'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { ProveAll } from '@/app/(admin)/admin/go-live/_prove/prove-all'
import { ChangesSection } from '@/app/(admin)/admin/go-live/changes-section'
import { ReportSection, reportsShown } from '@/app/(admin)/admin/go-live/report-section'
import { StateTag } from '@/app/(admin)/admin/go-live/state-tag'
import { env } from '@/lib/env'
import { assessedPoint, sectionOf } from '@/lib/golive/assess'
import { type PointState, type SectionId, sections } from '@/lib/golive/check'
import { points } from '@/lib/golive/checks'
import { compareAssessments } from '@/lib/golive/compare'
import { listAssessments, listOpenFlags, type OpenFlag } from '@/lib/golive/data'
import { projectOf } from '@/lib/golive/project'
import { type JudgedPoint, judgePoints } from '@/lib/golive/standings'
import { stateTitles } from '@/lib/golive/words'

export const metadata: Metadata = { title: 'Go-live' }

const path = '/admin/go-live'

export default adminPage('REVIEWER', path, async ({ operator }) => {
  const [judged, flags, assessments] = await Promise.all([
    judgePoints(points),
    listOpenFlags(),
    listAssessments(projectOf(env()), reportsShown + 1),
  ])
  const [last] = assessments
  const changes = last
    ? compareAssessments(
        last.content.points,
        judged.points.map((point) => assessedPoint(point, flags)),
      )
    : []
  return (
    <>
      <PageHeading
        title="Go-live"
        lead="What Paymentwall requires before a project goes live, and the evidence that this shop meets it. Nothing is ticked by hand."
      />
      <p>
        <PageLink href={`${path}/welcome`} className="link inline-flex min-h-11 items-center">
          What to try
        </PageLink>{' '}
        ·{' '}
        <PageLink href={`${path}/prove`} className="link inline-flex min-h-11 items-center">
          Test cases
        </PageLink>
      </p>
      <ProveAll operator={operator} back={path} />
      <Section id="summary" title="Status">
        <Facts
          facts={[
            ...countStates(judged.points),
            ['Mode', judged.mode],
            ['Project', <ProjectName key="project" digest={judged.project} />],
            ['As of', <Time key="as-of" at={judged.asOf} />],
          ]}
        />
      </Section>
      <ChangesSection last={last?.asOf} changes={changes} canAssess={operator.role === 'ADMIN'} back={path} />
      <ReportSection assessments={assessments} operator={operator} />
      {(Object.keys(sections) as SectionId[]).map((id) => (
        <PointSection
          key={id}
          id={id}
          rows={judged.points.filter(({ point }) => sectionOf(point.id) === id)}
          flags={flags}
        />
      ))}
    </>
  )
})

/** How many points stand at each state. */
function countStates(judged: readonly JudgedPoint[]): [string, string][] {
  return (Object.keys(stateTitles) as PointState[]).flatMap((state) => {
    const count = judged.filter(({ standing }) => standing.state === state).length
    return count === 0 ? [] : [[stateTitles[state], `${count} of ${judged.length}`]]
  })
}

function ProjectName({ digest }: { digest: string }) {
  return (
    <>
      <code className="font-mono text-sm">{digest}</code>{' '}
      <span className="text-muted">(start of the SHA-256 of its key)</span>
    </>
  )
}

function PointSection({
  id,
  rows,
  flags,
}: {
  id: SectionId
  rows: readonly JudgedPoint[]
  flags: readonly OpenFlag[]
}) {
  if (rows.length === 0) return null
  const columns: Column<JudgedPoint>[] = [
    {
      title: 'Point',
      cell: ({ point }) => (
        <PageLink href={`${path}/${point.id}`} className="link">
          {point.id} {point.title}
        </PageLink>
      ),
    },
    { title: 'State', cell: ({ standing }) => <StateTag state={standing.state} /> },
    {
      title: 'Why',
      cell: ({ point, standing }) => {
        const open = flags.filter((flag) => flag.point === point.id)
        const unanswered = open.filter(({ answer }) => answer === null).length
        return (
          <span className="break-words">
            {standing.sentence}{' '}
            {open.length > 0 && (
              <Tag kind={unanswered > 0 ? 'critical' : 'caution'}>
                {unanswered > 0 ? `Flagged: ${unanswered} unanswered` : 'Flagged, answered'}
              </Tag>
            )}
          </span>
        )
      },
    },
  ]
  return (
    <Section id={`section-${id}`} title={`${id}. ${sections[id]}`}>
      <DataTable
        caption={`Check points of section ${id}`}
        columns={columns}
        rows={rows}
        keyOf={({ point }) => point.id}
        empty=""
      />
    </Section>
  )
}
