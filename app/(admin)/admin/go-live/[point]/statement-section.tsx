import { ActForm } from '@/app/(admin)/_parts/act-form'
import { CheckedField } from '@/app/(admin)/_parts/checked-field'
import { Section } from '@/app/(admin)/_parts/section'
import { TextArea } from '@/app/(admin)/_parts/text-area'
import { Time } from '@/app/(admin)/_parts/time'
import { stateAction } from '@/lib/golive/actions'
import type { Question } from '@/lib/golive/check'
import type { StatementRow } from '@/lib/golive/data'
import { lastDayOf } from '@/lib/golive/judge'
import { lastDay } from '@/lib/golive/schema'
import { dayOf } from '@/lib/time'

/** What was said of a point that only a person can confirm, and the form that says it. */
export function StatementSection({
  question,
  statements,
  canState,
  back,
  now,
}: {
  question: Question
  statements: readonly StatementRow[]
  canState: boolean
  back: string
  now: Date
}) {
  return (
    <Section id="statement" title="Attestation">
      <p className="max-w-3xl">
        To be attested: {question.says}{' '}
        <span className="text-muted">It is shown as attested, not as proven.</span>
      </p>
      {statements.length === 0 ? (
        <p className="text-muted">Nobody has attested this yet.</p>
      ) : (
        <ul className="max-w-3xl divide-y divide-line border-y border-line">
          {statements.map(({ id, text, name, saidAt, until }) => (
            <li key={String(id)} className="py-3">
              <p className="text-sm text-muted">
                {name}, <Time at={saidAt} />, valid until {lastDayOf(until)}
                {until <= now && ' (expired)'}
              </p>
              <p className="break-words whitespace-pre-line">{text}</p>
            </li>
          ))}
        </ul>
      )}
      {canState && (
        <div className="max-w-xl">
          <ActForm
            action={stateAction}
            back={back}
            submit="Record"
            pending="Recording…"
            fields={{ point: question.id, seen: String(statements[0]?.id ?? 0) }}
          >
            <TextArea
              name="text"
              label="What you attest"
              hint="It appears in the report and can’t be changed later."
              maxLength={2000}
            />
            <CheckedField
              name="name"
              label="Your name, as shown in the report"
              required
              maxLength={80}
              autoComplete="name"
            />
            <CheckedField
              name="until"
              label="Valid until"
              type="date"
              required
              min={dayOf(now)}
              max={lastDay(question.freshDays, now)}
              hint={`At most ${question.freshDays} days.`}
            />
          </ActForm>
        </div>
      )}
    </Section>
  )
}
