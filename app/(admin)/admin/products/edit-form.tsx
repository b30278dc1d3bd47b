'use client'

import { useActionState, useEffect, useRef } from 'react'
import { Button } from '@/app/_components/button'
import { Choice } from '@/app/_components/choice'
import { Checkbox, Field, TextArea } from '@/app/_components/field'
import { SubmitButton } from '@/app/_components/submit-button'
import type { EditState } from '@/lib/catalog/form'

/** A field as the server describes it, so that its words are no part of the scripts. */
export interface EditField {
  control: 'text' | 'area' | 'choice' | 'box'
  name: string
  label: string
  hint?: string
  choices?: readonly (readonly [value: string, title: string])[]
  maxLength?: number
  inputMode?: 'decimal' | 'numeric'
  required?: boolean
  isHalf?: boolean
}

/** A form that edits something at length. What can't be saved stays as it was typed, with scripts or without. */
export function EditForm({
  action,
  hidden,
  version,
  start,
  fields,
  submit,
  preview,
}: {
  action: (state: EditState, form: FormData) => Promise<EditState>
  hidden: Record<string, string>
  /** Which state of the thing the form was drawn from. */
  version?: string
  start: Record<string, string>
  fields: readonly EditField[]
  submit: string
  /** The page that shows what is typed. */
  preview: string
}) {
  const [{ values, errors }, send] = useActionState(action, { values: {}, errors: {} })
  const fault = useRef<HTMLDivElement>(null)
  // Faults of a state that is past: since then the thing was saved.
  const wasSent = Object.keys(errors).length > 0 && values.version === version
  // A box that is not ticked is not there, so what was typed takes the place of the whole.
  const shown = wasSent ? values : start

  useEffect(() => {
    if (Object.keys(errors).length > 0) fault.current?.focus()
  }, [errors])

  return (
    // What is drawn from another state has other fields.
    <form key={version} action={send} noValidate className="grid max-w-3xl gap-5 sm:grid-cols-2">
      {Object.entries({ ...hidden, ...(version && { version }) }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {wasSent && (
        <div
          ref={fault}
          tabIndex={-1}
          role="alert"
          className="rounded-control border-l-4 border-critical bg-critical-wash px-4 py-3 sm:col-span-2"
        >
          <p className="font-semibold">Not saved yet</p>
          <p>{errors.form ?? errors.kind ?? 'Check the fields marked below. What you typed is kept.'}</p>
        </div>
      )}
      {fields.map(({ control, isHalf, choices = [], ...field }) => {
        const { name } = field
        const common = {
          ...field,
          className: isHalf ? '' : 'sm:col-span-2',
          ...(errors[name] !== undefined && { error: errors[name] }),
        }
        if (control === 'box') {
          return <Checkbox key={name} {...common} value="yes" defaultChecked={shown[name] === 'yes'} />
        }
        const typed = { ...common, defaultValue: shown[name] ?? '' }
        if (control === 'choice') return <Choice key={name} {...typed} choices={choices} />
        if (control === 'area') return <TextArea key={name} {...typed} rows={10} />
        return <Field key={name} {...typed} autoComplete="off" />
      })}
      <div className="flex flex-wrap gap-3 sm:col-span-2">
        <SubmitButton pendingText="Saving…">{submit}</SubmitButton>
        <Button type="submit" variant="secondary" formAction={preview} formMethod="get" formTarget="_blank">
          Preview<span className="sr-only"> (opens in a new tab)</span>
        </Button>
      </div>
    </form>
  )
}
