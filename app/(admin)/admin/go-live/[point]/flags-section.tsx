import { ActForm } from '@/app/(admin)/_parts/act-form'
import { Section } from '@/app/(admin)/_parts/section'
import { Tag } from '@/app/(admin)/_parts/tag'
import { TextArea } from '@/app/(admin)/_parts/text-area'
import { Time } from '@/app/(admin)/_parts/time'
import type { Role } from '@/lib/generated/prisma/enums'
import { answerFlagAction, closeFlagAction, flagAction } from '@/lib/golive/actions'
import type { FlagRow } from '@/lib/golive/data'

interface Props {
  point: string
  role: Role
  back: string
}

/** What reviewers object to, what the merchant answers, and the forms for both. */
export function FlagsSection({ flags, ...props }: Props & { flags: readonly FlagRow[] }) {
  return (
    <Section id="flags" title="Flags">
      {flags.length === 0 ? (
        <p className="text-muted">No flags.</p>
      ) : (
        <ul className="max-w-3xl divide-y divide-line border-y border-line">
          {flags.map((flag) => (
            <li key={String(flag.id)} id={`flag-${flag.id}`} className="space-y-3 py-3">
              <FlagView flag={flag} />
              {flag.closedAt === null && <FlagActs flag={flag} {...props} />}
            </li>
          ))}
        </ul>
      )}
      <div className="max-w-xl">
        <ActForm
          action={flagAction}
          back={props.back}
          submit="Flag this point"
          pending="Flagging…"
          fields={{ point: props.point }}
          isQuiet
        >
          <TextArea
            name="reason"
            label="What is wrong"
            hint="The merchant sees this and can answer. It is in the report while the flag is open."
            maxLength={2000}
          />
        </ActForm>
      </div>
    </Section>
  )
}

function FlagView({ flag }: { flag: FlagRow }) {
  const { reason, flaggedBy, flaggedAt, answer, answeredBy, answeredAt, closedBy, closedAt } = flag
  return (
    <>
      <div>
        <p className="text-sm text-muted">
          {closedAt ? <Tag kind="info">Closed</Tag> : <Tag kind="critical">Open</Tag>} {flaggedBy},{' '}
          <Time at={flaggedAt} />
        </p>
        <p className="break-words whitespace-pre-line">{reason}</p>
      </div>
      {answer !== null && (
        <div className="border-l-4 border-line pl-4">
          <p className="text-sm text-muted">
            Answered by {answeredBy}
            {answeredAt && (
              <>
                , <Time at={answeredAt} />
              </>
            )}
          </p>
          <p className="break-words whitespace-pre-line">{answer}</p>
        </div>
      )}
      {closedAt && (
        <p className="text-sm text-muted">
          Closed by {closedBy}, <Time at={closedAt} />
        </p>
      )}
    </>
  )
}

function FlagActs({ flag, point, role, back }: Props & { flag: FlagRow }) {
  const fields = { point, flag: String(flag.id) }
  return (
    <>
      {role === 'ADMIN' && flag.answer === null && (
        <div className="max-w-xl">
          <ActForm action={answerFlagAction} back={back} submit="Answer" pending="Answering…" fields={fields}>
            <TextArea name="answer" label="Your answer" maxLength={2000} rows={3} />
          </ActForm>
        </div>
      )}
      <ActForm
        action={closeFlagAction}
        back={back}
        submit="Close flag"
        pending="Closing…"
        fields={fields}
        isQuiet
      />
    </>
  )
}
