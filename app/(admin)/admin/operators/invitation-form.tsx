'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_components/field'
import { useFirstFault } from '@/app/_components/first-fault'
import { Outcome } from '@/app/_components/outcome'
import { SubmitButton } from '@/app/_components/submit-button'
import { type InvitationState, inviteAction } from '@/lib/operators/actions'

/** Invites an operator, and shows the link that came of it. */
export function InvitationForm({ back, shopUrl }: { back: string; shopUrl: string }) {
  const [result, action] = useActionState<InvitationState | undefined, FormData>(inviteAction, undefined)
  const done = result && 'sentence' in result ? result : undefined
  const refused = result && 'fault' in result ? result : undefined
  const form = useFirstFault(result)
  return (
    <form ref={form} action={action} noValidate className="max-w-md space-y-4">
      {done && (
        <Outcome key={done.secret ?? done.sentence} kind="positive">
          <p>{done.sentence}</p>
          {done.secret && (
            <p>
              <code className="font-mono text-sm break-all select-all">{`${shopUrl}/invitation/${done.secret}`}</code>
            </p>
          )}
        </Outcome>
      )}
      <input type="hidden" name="back" value={back} />
      <label className="block space-y-1.5">
        <span className="block font-medium">Role</span>
        <select
          name="role"
          // React sets a choice back to the first one that it was drawn with.
          key={refused?.typed.role}
          defaultValue={refused?.typed.role ?? 'REVIEWER'}
          className="block min-h-12 w-full rounded-control border border-edge bg-card px-3.5 text-ink"
        >
          <option value="REVIEWER">Reviewer</option>
          <option value="ADMIN">Admin</option>
        </select>
      </label>
      <Field
        name="note"
        label="For whom (optional)"
        hint="Only operators see this."
        maxLength={200}
        defaultValue={refused?.typed.note}
        autoComplete="off"
      />
      <Field
        name="email"
        type="email"
        label="Send the link to (optional)"
        hint="Without an address, the link is shown here once."
        maxLength={128}
        defaultValue={refused?.typed.email}
        error={refused?.fault}
        autoComplete="off"
      />
      <SubmitButton pendingText="Creating…">Create invitation link</SubmitButton>
    </form>
  )
}
