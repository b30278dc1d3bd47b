'use client'

import { useActionState, useEffect, useRef } from 'react'
import { Choice } from '@/app/_components/choice'
import { Field, TextArea } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { SubmitButton } from '@/app/_components/submit-button'
import { type CancelState, declareCancellationAction } from '@/lib/cancellations/actions'
import type { Catalog } from '@/lib/languages/catalog'

const untouched: CancelState = { values: {}, errors: {} }

/** The form that declares a cancellation; after it, what was declared. It works without JavaScript. */
export function CancelForm({
  id,
  words,
  done,
}: {
  /** The form's key: sent twice, it is declared once. */
  id: string
  words: Catalog['cancellations']['form']
  done: Catalog['cancellations']['done']
}) {
  const [{ values, errors, declared }, send] = useActionState(declareCancellationAction, untouched)
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (declared || Object.keys(errors).length > 0)
      place.current?.querySelector<HTMLElement>('[aria-invalid], [tabindex="-1"]')?.focus()
  }, [errors, declared])

  return (
    <div ref={place} className="max-w-xl space-y-5">
      {declared ? (
        <Declared rows={declared} done={done} />
      ) : (
        <form action={send} noValidate className="space-y-5">
          {errors.form && <Notice kind="critical">{errors.form}</Notice>}
          <input type="hidden" name="key" value={id} />
          <Field
            name="contract"
            label={words.contract}
            hint={words.contractHint}
            error={errors.contract}
            defaultValue={values.contract}
            maxLength={120}
            autoComplete="off"
            spellCheck={false}
            required
          />
          <Field
            name="name"
            label={words.name}
            error={errors.name}
            defaultValue={values.name}
            maxLength={80}
            autoComplete="name"
            required
          />
          <Field
            name="email"
            type="email"
            label={words.email}
            hint={words.emailHint}
            error={errors.email}
            defaultValue={values.email}
            maxLength={128}
            autoComplete="email"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <Choice
            name="kind"
            label={words.kind}
            choices={[
              ['ordinary', words.kinds.ordinary],
              ['extraordinary', words.kinds.extraordinary],
            ]}
            defaultValue={values.kind || 'ordinary'}
          />
          <TextArea
            name="reason"
            label={words.reason}
            hint={words.reasonHint}
            error={errors.reason}
            defaultValue={values.reason}
            maxLength={500}
            rows={3}
          />
          <Field
            name="endsOn"
            type="date"
            label={words.endsOn}
            hint={words.endsOnHint}
            error={errors.endsOn}
            defaultValue={values.endsOn}
          />
          <SubmitButton pendingText={words.pending}>{words.submit}</SubmitButton>
        </form>
      )}
    </div>
  )
}

function Declared({
  rows,
  done,
}: {
  rows: NonNullable<CancelState['declared']>
  done: Catalog['cancellations']['done']
}) {
  return (
    <>
      <Notice kind="positive" title={<span tabIndex={-1}>{done.title}</span>}>
        <p>{done.lead}</p>
      </Notice>
      <dl className="divide-y divide-line border-y border-line">
        {rows.map(([label, value]) => (
          <div key={label} className="grid gap-x-6 py-2.5 sm:grid-cols-[11rem_1fr]">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
