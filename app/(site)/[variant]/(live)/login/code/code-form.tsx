'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_components/field'
import { useFirstFault } from '@/app/_components/first-fault'
import { SubmitButton } from '@/app/_components/submit-button'
import { enterCodeAction } from '@/app/(site)/[variant]/(live)/login/code/actions'

/** Asks for a code of the second factor, and then leads on. */
export function CodeForm({
  next,
  label,
  submit,
  pending,
}: {
  next: string
  label: string
  submit: string
  pending: string
}) {
  const [state, action] = useActionState(enterCodeAction, undefined)
  const form = useFirstFault(state)
  return (
    <form ref={form} action={action} noValidate className="max-w-md space-y-4">
      <input type="hidden" name="next" value={next} />
      <Field
        name="code"
        label={label}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={16}
        required
        error={state?.errors.code ?? state?.errors.form}
      />
      <SubmitButton pendingText={pending}>{submit}</SubmitButton>
    </form>
  )
}
