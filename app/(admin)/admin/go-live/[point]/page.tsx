import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Notice } from '@/app/_components/notice'
import { PageHeading } from '@/app/_components/page-heading'
import { PageLink } from '@/app/_components/page-link'
import { adminPage } from '@/app/(admin)/_parts/admin-page'
import { Facts } from '@/app/(admin)/_parts/facts'
import { Section } from '@/app/(admin)/_parts/section'
import { Time } from '@/app/(admin)/_parts/time'
import { ProvePoint } from '@/app/(admin)/admin/go-live/_prove/prove-point'
import { FactTable } from '@/app/(admin)/admin/go-live/[point]/fact-table'
import { FlagsSection } from '@/app/(admin)/admin/go-live/[point]/flags-section'
import { StatementSection } from '@/app/(admin)/admin/go-live/[point]/statement-section'
import { StateTag } from '@/app/(admin)/admin/go-live/state-tag'
import { sectionOf } from '@/lib/golive/assess'
import { type Check, isQuestion, type Question, sections } from '@/lib/golive/check'
import { points } from '@/lib/golive/checks'
import { findLogged, listFlags, listStatements } from '@/lib/golive/data'
import type { Standing } from '@/lib/golive/judge'
import { judgePoints } from '@/lib/golive/standings'
import { casesFor } from '@/lib/prove/cases'

export const metadata: Metadata = { title: 'Check point' }

const path = '/admin/go-live'

export default adminPage(
  'REVIEWER',
  ({ point = '' }) => `${path}/${encodeURIComponent(point)}`,
  async ({ operator, params }) => {
    const point = points.find(({ id }) => id === params.point) ?? notFound()
    const judged = await judgePoints([point])
    const { standing } = judged.points[0] ?? notFound()
    const [flags, statements, logged] = await Promise.all([
      listFlags(point.id, operator),
      isQuestion(point) ? listStatements(point.id, judged) : [],
      findLogged(standing.facts.flatMap(({ subject }) => (subject?.kind === 'arrival' ? [subject.id] : []))),
    ])
    const back = `${path}/${point.id}`
    const { role } = operator
    return (
      <>
        <PageHeading
          above={
            <>
              <PageLink href={path} className="link">
                Go-live
              </PageLink>{' '}
              · {sections[sectionOf(point.id)]}
            </>
          }
          title={`${point.id} ${point.title}`}
          lead={point.asked}
        />
        <StandingSection standing={standing} point={point} asOf={judged.asOf} />
        {role === 'ADMIN' && casesFor(point.id).length > 0 && (
          <Section id="prove" title="Prove it now">
            <ProvePoint point={point.id} back={back} />
          </Section>
        )}
        {isQuestion(point) ? (
          <StatementSection
            question={point}
            statements={statements}
            canState={role === 'ADMIN'}
            back={back}
            now={judged.asOf}
          />
        ) : (
          <EvidenceSections standing={standing} role={role} logged={logged} />
        )}
        <RuleSection point={point} />
        <FlagsSection point={point.id} flags={flags} role={role} back={back} />
      </>
    )
  },
)

function StandingSection({
  standing,
  point,
  asOf,
}: {
  standing: Standing
  point: Check | Question
  asOf: Date
}) {
  const { state, sentence, error, sample, freshUntil } = standing
  return (
    <Section id="standing" title="Status">
      {error !== undefined && (
        <Notice kind="critical" title="This point could not be checked">
          <p className="break-words">{error}</p>
        </Notice>
      )}
      <Facts
        facts={[
          ['State', <StateTag key="state" state={state} />],
          [
            'Why',
            <span key="why" className="break-words">
              {sentence}
            </span>,
          ],
          ['Passed', sample && `${sample.passed} of ${sample.of}`],
          ['Valid until', freshUntil && <Time key="fresh" at={freshUntil} />],
          ['As of', <Time key="as-of" at={asOf} />],
          ['What to do', state !== 'proven' && state !== 'not_used' && point.fix],
        ]}
      />
    </Section>
  )
}

function EvidenceSections({
  standing: { facts },
  ...shown
}: { standing: Standing } & Pick<Parameters<typeof FactTable>[0], 'role' | 'logged'>) {
  return (
    <>
      <Section id="evidence" title="Evidence">
        <FactTable
          caption="Evidence, newest first"
          facts={facts.filter(({ kind }) => kind !== 'attack')}
          empty="No evidence yet."
          {...shown}
        />
      </Section>
      <Section id="attacks" title="Attempts that failed, as they should">
        <FactTable
          caption="Failed attempts, newest first"
          facts={facts.filter(({ kind }) => kind === 'attack')}
          empty="No attempts yet."
          {...shown}
        />
      </Section>
    </>
  )
}

function RuleSection({ point }: { point: Check | Question }) {
  return (
    <Section id="rule" title="How it is checked">
      <Facts
        facts={[
          ['Source', point.sources.map(({ document, number }) => `${document}, ${number}`).join('; ')],
          ['Criterion', point.criterion],
          ['Reason', point.rationale],
          ['Limits', point.limits],
          ['Rule', isQuestion(point) ? 'none: a person attests it' : `version ${point.version}`],
          ['Evidence is valid for', `${point.freshDays} days`],
        ]}
      />
    </Section>
  )
}
