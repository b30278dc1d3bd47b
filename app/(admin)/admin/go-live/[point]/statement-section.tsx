import { Field } from '@/app/_components/field'
import { ActForm } from '@/app/(admin)/_parts/act-form'
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
    <Section id="statement" title="What a person says">
      <p className="max-w-3xl">
        What is to be confirmed: {question.says}{' '}
        <span className="text-muted">It is shown as said, not as proven.</span>
      </p>
      {statements.length === 0 ? (
        <p className="text-muted">Nobody has said so yet.</p>
      ) : (
        <ul className="max-w-3xl divide-y divide-line border-y border-line">
          {statements.map(({ id, text, name, saidAt, until }) => (
            <li key={String(id)} className="py-3">
              <p className="text-sm text-muted">
                {name}, <Time at={saidAt} />, until {lastDayOf(until)}
                {until <= now && ' (ended)'}
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
            submit="Record it"
            pending="Recording…"
            fields={{ point: question.id, seen: String(statements[0]?.id ?? 0) }}
          >
            <TextArea
              name="text"
              label="What you confirm"
              hint="It stands in the report, and can’t be changed afterwards."
              maxLength={2000}
            />
            <Field
              name="name"
              label="Your name, as the report shows it"
              required
              maxLength={80}
              autoComplete="name"
            />
            <Field
              name="until"
              label="Until which day it counts"
              type="date"
              required
              min={dayOf(now)}
              max={lastDay(question.freshDays, now)}
              hint={`${question.freshDays} days at most.`}
            />
          </ActForm>
        </div>
      )}
    </Section>
  )
}
