import { PageLink } from '@/app/_components/page-link'
import { ActForm } from '@/app/(admin)/_parts/act-form'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { assessAction } from '@/lib/golive/actions'
import type { PointChange } from '@/lib/golive/compare'

/** What is different from the last assessment, and, for those who may, the way to make another. */
export function ChangesSection({
  last,
  changes,
  canAssess,
  back,
}: {
  last: Date | undefined
  changes: readonly PointChange[]
  canAssess: boolean
  back: string
}) {
  return (
    <Section id="changes" title="Changes since the last report">
      {last ? (
        <p className="text-muted">
          The last report is as of <Time at={last} />.
        </p>
      ) : (
        <p className="text-muted">There is no report for this mode and project yet.</p>
      )}
      {last && changes.length === 0 && <p>Nothing has changed.</p>}
      {changes.length > 0 && (
        <ul className="max-w-3xl divide-y divide-line border-y border-line">
          {changes.map(({ id, title, isWorse, changes: sentences }) => (
            <li key={id} className="py-2.5">
              <PageLink href={`/admin/go-live/${id}`} className="link">
                {id} {title}
              </PageLink>{' '}
              {isWorse && <Tag kind="critical">Worse</Tag>}
              {sentences.map((sentence) => (
                <p key={sentence} className="break-words whitespace-pre-line">
                  {sentence}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {canAssess && (
        <ActForm
          action={assessAction}
          back={back}
          submit="Make a report"
          pending="Checking every point…"
          isQuiet
        >
          <p className="max-w-2xl text-muted">
            Checks every point again and stores the result permanently. The worker then generates the report.
          </p>
        </ActForm>
      )}
    </Section>
  )
}
