import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import type { AccountUser } from '@/lib/accounts/mutations'
import { compareAssessments, type PointChange } from '@/lib/golive/compare'
import type { KeptAssessment } from '@/lib/golive/data'
import { type ReportFacts, readMakers, readReports } from '@/lib/report/data'
import { fileKinds } from '@/lib/report/files'
import { reportKey } from '@/lib/report/key'
import { fingerprintOf, inGroups } from '@/lib/signing-key'

/** Of so many reports the page tells. */
export const reportsShown = 10

interface Row {
  assessment: KeptAssessment
  madeBy: string
  changes: readonly PointChange[] | undefined
  report: ReportFacts | undefined
}

/** The newest reports, each with its files and what is different from the one before. */
export async function ReportSection({
  assessments,
  operator,
}: {
  /** Newest first, with one more than is shown. */
  assessments: readonly KeptAssessment[]
  operator: Pick<AccountUser, 'role'>
}) {
  const shown = assessments.slice(0, reportsShown)
  const [reports, makers] = await Promise.all([
    readReports(shown.map(({ id }) => id)),
    readMakers(
      shown.map(({ madeBy }) => madeBy),
      operator,
    ),
  ])
  const rows = shown.map((assessment, at): Row => {
    const before = assessments[at + 1]
    return {
      assessment,
      madeBy: makers.get(assessment.madeBy) ?? '',
      changes: before && compareAssessments(before.content.points, assessment.content.points),
      report: reports.get(assessment.id),
    }
  })
  const key = reportKey()
  return (
    <Section id="reports" title="Reports">
      <p className="max-w-2xl text-muted">
        Each report is a single HTML page, a PDF of it, and JSON for tools that read HDF (InSpec, Heimdall,
        SAF), with a signature. <code>npm run go-live -- verify FILE</code> checks that a file is unaltered.
      </p>
      {key ? (
        <p className="max-w-2xl">
          Signed with the key whose fingerprint is{' '}
          <code className="font-mono text-sm break-words">{inGroups(fingerprintOf(key))}</code>. It is
          published at{' '}
          <a href="/.well-known/go-live-key" className="link">
            /.well-known/go-live-key
          </a>
          .
        </p>
      ) : (
        <p className="max-w-2xl">
          New reports are not signed, so changes to them can’t be detected. Set REPORT_SIGNING_KEY.
        </p>
      )}
      <DataTable
        caption="Reports, newest first"
        columns={columns}
        rows={rows}
        keyOf={({ assessment }) => String(assessment.id)}
        empty="No reports yet for this mode and project."
      />
    </Section>
  )
}

const columns: Column<Row>[] = [
  { title: 'As of', cell: ({ assessment }) => <Time at={assessment.asOf} /> },
  { title: 'By', cell: ({ madeBy }) => <span className="break-all">{madeBy}</span> },
  { title: 'Changes', cell: ({ changes }) => <Changes changes={changes} /> },
  { title: 'Files', cell: ({ assessment, report }) => <Files id={assessment.id} report={report} /> },
]

function Changes({ changes }: Pick<Row, 'changes'>) {
  if (!changes) return <span className="text-muted">First report.</span>
  if (changes.length === 0) return <span className="text-muted">None.</span>
  return (
    <details>
      <summary className="min-h-11 content-center">
        {changes.length} {changes.length === 1 ? 'point' : 'points'}
        {changes.some(({ isWorse }) => isWorse) && ', some worse'}
      </summary>
      <ul className="space-y-1">
        {changes.map(({ id, changes: sentences }) => (
          <li key={id} className="break-words whitespace-pre-line">
            {id}: {sentences.join(' ')}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Files({ id, report }: { id: bigint; report: ReportFacts | undefined }) {
  if (!report) return <span>The worker is generating it. Reload this page in a moment.</span>
  return (
    <>
      <ul className="flex flex-wrap gap-x-4">
        {report.files.map(({ kind, name, size }) => (
          <li key={kind}>
            <a
              href={`/admin/go-live/reports/${id}/${fileKinds[kind].word}`}
              className="link inline-flex min-h-11 items-center"
              download={name}
            >
              {fileKinds[kind].title} ({kilobytes(size)})
            </a>
          </li>
        ))}
      </ul>
      {report.key === '' && <p>Not signed: no key was set.</p>}
      {report.pdfNote !== '' && <p className="max-w-prose">No PDF. {report.pdfNote}</p>}
      {report.picturesNote !== '' && <p className="max-w-prose">Screenshots: {report.picturesNote}</p>}
    </>
  )
}

const kilobytes = (size: number) => `${Math.max(1, Math.round(size / 1000)).toLocaleString('en-GB')} kB`
