'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { Field } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import type { DeclarationState } from '@/lib/declarations/actions'

export const untouched: DeclarationState = { values: {}, errors: {} }

/** The form of something that is declared without signing in, or what its page shows instead; what is new has the focus. */
export function DeclarationSteps({
  state,
  done,
  children,
}: {
  state: DeclarationState
  /** Said once it is declared. */
  done: { title: string; lead: string; withoutLetter: string }
  children: ReactNode
}) {
  const { errors, toConfirm, declared, hasLetter } = state
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (declared || toConfirm || Object.keys(errors).length > 0)
      place.current?.querySelector<HTMLElement>('[aria-invalid], [tabindex="-1"]')?.focus()
  }, [errors, toConfirm, declared])

  return (
    <div ref={place} className="max-w-xl space-y-5">
      {errors.form && <Notice kind="critical">{errors.form}</Notice>}
      {declared ? (
        <>
          <Notice kind="positive" title={<span tabIndex={-1}>{done.title}</span>}>
            <p>{hasLetter ? done.lead : done.withoutLetter}</p>
          </Notice>
          <DeclaredRows rows={declared} />
        </>
      ) : (
        children
      )}
    </div>
  )
}

/** What is declared, line by line. */
export function DeclaredRows({ rows }: { rows: readonly (readonly [label: string, value: string])[] }) {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {rows.map(([label, value]) => (
        <div key={label} className="grid gap-x-6 py-2.5 sm:grid-cols-[11rem_1fr]">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

type Typed = Pick<DeclarationState, 'values' | 'errors'>

/** Which contract it is about. */
export function ContractField({
  words,
  values,
  errors,
}: Typed & { words: { contract: string; contractHint: string } }) {
  return (
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
  )
}

/** Who declares it, and where the acknowledgement goes. */
export function SenderFields({
  words,
  emailHint,
  values,
  errors,
}: Typed & { words: { name: string; email: string }; emailHint: string }) {
  return (
    <>
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
        hint={emailHint}
        error={errors.email}
        defaultValue={values.email}
        maxLength={128}
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
    </>
  )
}
