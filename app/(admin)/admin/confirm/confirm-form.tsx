'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_components/field'
import { useFirstFault } from '@/app/_components/first-fault'
import { SubmitButton } from '@/app/_components/submit-button'
import { confirmAction } from '@/lib/operators/actions'

/** Asks for the operator's password, and then leads on. */
export function ConfirmForm({ next }: { next: string }) {
  const [state, action] = useActionState(confirmAction, undefined)
  const form = useFirstFault(state)
  return (
    <form ref={form} action={action} noValidate className="max-w-md space-y-4">
      <input type="hidden" name="next" value={next} />
      <Field
        name="password"
        type="password"
        label="Password"
        autoComplete="current-password"
        required
        error={state?.errors.password ?? state?.errors.form}
      />
      <SubmitButton pendingText="Checking…">Continue</SubmitButton>
    </form>
  )
}
