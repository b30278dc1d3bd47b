import { ButtonLink } from '@/app/_components/button'
import { Tag } from '@/app/(admin)/_parts/tag'
import type { ProveStep } from '@/lib/generated/prisma/client'
import type { StepState } from '@/lib/generated/prisma/enums'

const tags: Record<StepState, readonly [kind: 'info' | 'positive' | 'caution' | 'critical', word: string]> = {
  PENDING: ['info', 'To do'],
  RUNNING: ['info', 'Running'],
  BROWSER: ['info', 'Your browser is paying'],
  PERSON: ['caution', 'Waiting for a person'],
  DONE: ['positive', 'Done'],
  FAILED: ['critical', 'Failed'],
  SKIPPED: ['caution', 'Skipped'],
}

/** A step's state in a word. */
export function StepTag({ state }: { state: StepState }) {
  const [kind, word] = tags[state]
  return <Tag kind={kind}>{word}</Tag>
}

/** The steps of a case, each with what was sent, what came back, and what changed in the ledger. */
export function StepList({ steps }: { steps: readonly ProveStep[] }) {
  return (
    <ol className="divide-y divide-line border-t border-line">
      {steps.map((step) => (
        <li key={String(step.id)} className="space-y-2 py-3">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">{step.title}</span>
            <StepTag state={step.state} />
          </p>
          {step.sentence && <p className="max-w-3xl whitespace-pre-line">{step.sentence}</p>}
          {step.state === 'PERSON' && <Checkout memory={step.memory} />}
          <Written title="Request" text={step.request} />
          <Written title="Answer" text={step.answer} />
          <Changes changes={step.changes} />
        </li>
      ))}
    </ol>
  )
}

function Written({ title, text }: { title: string; text: string }) {
  if (text === '') return null
  return (
    <p className="grid gap-x-4 text-sm sm:grid-cols-[6rem_1fr]">
      <span className="text-muted">{title}</span>
      <code className="min-w-0 font-mono wrap-anywhere">{text}</code>
    </p>
  )
}

function Changes({ changes }: { changes: ProveStep['changes'] }) {
  const told = Array.isArray(changes) ? changes.map(String) : []
  if (told.length === 0) return null
  return (
    <div className="grid gap-x-4 text-sm sm:grid-cols-[6rem_1fr]">
      <span className="text-muted">Ledger</span>
      <ul className="min-w-0 wrap-anywhere">
        {told.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </div>
  )
}

/** Where the person goes, for a step that waits for one. */
function Checkout({ memory }: { memory: ProveStep['memory'] }) {
  const order =
    typeof memory === 'object' && memory !== null && 'order' in memory ? String(memory.order) : undefined
  if (order === undefined) return null
  return (
    <ButtonLink href={`/checkout/${order}`} target="_blank" variant="secondary">
      Open the checkout<span className="sr-only"> (opens in a new tab)</span>
    </ButtonLink>
  )
}
