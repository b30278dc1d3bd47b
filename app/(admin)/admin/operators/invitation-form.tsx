'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_components/field'
import { Outcome } from '@/app/_components/outcome'
import { SubmitButton } from '@/app/_components/submit-button'
import { type InvitationState, inviteAction } from '@/lib/operators/actions'

/** Invites an operator, and shows the link that came of it. */
export function InvitationForm({ back, shopUrl }: { back: string; shopUrl: string }) {
  const [result, action] = useActionState<InvitationState | undefined, FormData>(inviteAction, undefined)
  return (
    <form action={action} className="max-w-md space-y-4">
      {result && (
        <Outcome key={result.secret ?? result.sentence} kind="positive">
          <p>{result.sentence}</p>
          {result.secret && (
            <p>
              <code className="font-mono text-sm break-all select-all">{`${shopUrl}/invitation/${result.secret}`}</code>
            </p>
          )}
        </Outcome>
      )}
      <input type="hidden" name="back" value={back} />
      <label className="block space-y-1.5">
        <span className="block font-medium">Role</span>
        <select
          name="role"
          defaultValue="REVIEWER"
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
        autoComplete="off"
      />
      <Field
        name="email"
        type="email"
        label="Send the link to (optional)"
        hint="Without an address, the link is shown here once."
        maxLength={128}
        autoComplete="off"
      />
      <SubmitButton pendingText="Creating…">Create invitation link</SubmitButton>
    </form>
  )
}
