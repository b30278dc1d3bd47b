'use client'

import { type ComponentProps, type FormEvent, useState } from 'react'
import { Field, TextArea } from '@/app/_components/field'

type Control = HTMLInputElement | HTMLTextAreaElement

/** What is wrong with a control, in the words of the shop's other errors. */
function faultOf(control: Control): string {
  const { validity, type, minLength } = control
  if (validity.valueMissing) return type === 'file' ? 'Choose a file.' : 'Fill in this field.'
  if (validity.tooShort) return `At least ${minLength} characters.`
  if (validity.badInput || type !== 'date') return control.validationMessage
  const { min, max } = control as HTMLInputElement
  const day = (limit: string) =>
    new Date(limit).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  return validity.rangeUnderflow ? `Choose ${day(min)} or later.` : `Choose ${day(max)} or earlier.`
}

function isFirstFault(control: Control): boolean {
  const controls = Array.from(control.form?.elements ?? []) as Partial<Control>[]
  return controls.find(({ validity }) => validity?.valid === false) === control
}

/**
 * What the browser finds wrong with a control, told below it like any other error, and not in a bubble that covers the page. The
 * first control at fault takes the focus. Nothing is sent, so nothing is typed again.
 */
function useOwnFaults() {
  const [fault, setFault] = useState<string>()
  return {
    fault,
    on: {
      onInvalid: (event: FormEvent<Control>) => {
        event.preventDefault()
        setFault(faultOf(event.currentTarget))
        if (isFirstFault(event.currentTarget)) event.currentTarget.focus()
      },
      onInput: () => setFault(undefined),
    },
  }
}

/** A labelled input of a form that is checked before it is sent. */
export function CheckedField({ error, ...field }: ComponentProps<typeof Field>) {
  const { fault, on } = useOwnFaults()
  return <Field {...field} {...on} error={fault ?? error} />
}

/** A labelled input of several lines, in such a form. */
export function CheckedTextArea({ error, ...field }: ComponentProps<typeof TextArea>) {
  const { fault, on } = useOwnFaults()
  return <TextArea {...field} {...on} error={fault ?? error} />
}
