'use client'

import { type ReactNode, useActionState, useEffect, useRef } from 'react'
import { Field } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { signInWords } from '@/app/_components/sign-in-words'
import { SubmitButton } from '@/app/_components/submit-button'
import type { FormState } from '@/lib/accounts/form'

export type FieldText = {
  name: 'name' | 'email' | 'password' | 'current' | 'reason'
  label: string
  hint?: string
  type?: 'email' | 'password'
  autoComplete: string
  value?: string
  optional?: boolean
}

const untouched: FormState = { values: {}, errors: {}, done: false }

/** A form about an account. It works without JavaScript; with it, the result appears without a page load. */
export function AccountForm({
  id,
  action,
  fields,
  next,
  buy,
  submit,
  pending,
  done,
  summary,
  given = {},
}: {
  /** Distinguishes the fields of several forms on one page. */
  id: string
  action: (state: FormState, form: FormData) => Promise<FormState>
  fields: FieldText[]
  /** Where to go after success. */
  next?: string
  /** What is being bought, which goes before `next`. */
  buy?: string
  submit: string
  /** The button's text while the form is being sent. */
  pending: string
  /** What to say after success, if the page stays. */
  done?: string
  /** Collapses the form below a row of three columns, until it is opened. */
  summary?: ReactNode
  /** What is sent without being asked for; then there is nothing to fill in. */
  given?: Record<string, string>
}) {
  const [state, send] = useActionState(action, untouched)
  const form = useRef<HTMLFormElement>(null)
  const firstError = fields.find(({ name }) => state.errors[name])?.name

  useEffect(() => {
    if (Object.keys(state.errors).length === 0) return
    const input = form.current?.querySelector<HTMLInputElement>('[aria-invalid], [type=password]')
    input?.focus()
  }, [state])

  const body = (
    <form ref={form} action={send} noValidate className="max-w-md space-y-5">
      {state.errors.form && <Notice kind="critical">{state.errors.form}</Notice>}
      {state.done && done && <Notice kind="positive">{done}</Notice>}
      {next && <input type="hidden" name="next" value={next} />}
      {buy && <input type="hidden" name="buy" value={buy} />}
      {Object.entries(given).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fields.map(({ name, type, value, optional, ...field }) => (
        <Field
          key={name}
          {...field}
          // Without scripts the answer is a new page, which opens at the error.
          {...(name === firstError && { autoFocus: true })}
          id={`${id}-${name}`}
          name={name}
          type={type ?? 'text'}
          defaultValue={type === 'password' ? undefined : (state.values[name] ?? value)}
          error={signInWords(state.errors[name] ?? '', { next: next || undefined, buy }, state.signIn)}
          required={!optional}
          maxLength={type === 'password' ? 256 : name === 'reason' ? 500 : 128}
          autoCapitalize={type ? 'none' : undefined}
          spellCheck={false}
        />
      ))}
      <SubmitButton pendingText={pending} variant={fields.length === 0 ? 'secondary' : 'primary'}>
        {submit}
      </SubmitButton>
    </form>
  )
  if (summary === undefined) return body
  return (
    // Without scripts the answer is a new page, which opens the form again if there is something to show.
    <details open={state !== untouched} className="border-b border-line">
      <summary className="grid min-h-14 list-none grid-cols-[1fr_auto] items-center gap-x-6 py-3 sm:grid-cols-[11rem_1fr_auto]">
        {summary}
      </summary>
      <div className="pt-2 pb-8 sm:pl-50">{body}</div>
    </details>
  )
}
