'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_components/field'
import { SubmitButton } from '@/app/_components/submit-button'
import {
  ContractField,
  DeclarationSteps,
  DeclaredRows,
  SenderFields,
  untouched,
} from '@/app/(site)/_declarations/declaration-steps'
import { type DeclarationState, declareWithdrawalAction } from '@/lib/declarations/actions'
import type { Catalog } from '@/lib/languages/catalog'

type Words = Omit<Catalog['withdrawals'], 'link' | 'title' | 'lead' | 'declared' | 'letter'>
type Common = Catalog['declarations']['form']

/** The form that declares a withdrawal; then what is to be confirmed; then what was declared. It works without JavaScript. */
export function WithdrawForm({
  id,
  order,
  words,
  common,
}: {
  /** The form's key: sent twice, it is declared once. */
  id: string
  /** The order's number, where the reader comes from the order. */
  order: string
  words: Words
  common: Common
}) {
  const [state, send] = useActionState(declareWithdrawalAction, { ...untouched, values: { contract: order } })

  return (
    <DeclarationSteps state={state} done={words.done}>
      <form action={send} noValidate className="space-y-5">
        <input type="hidden" name="key" value={id} />
        {state.toConfirm ? (
          <ToConfirm state={state} rows={state.toConfirm} words={words.confirm} pending={common.pending} />
        ) : (
          <ToFill state={state} words={words.form} common={common} />
        )}
      </form>
    </DeclarationSteps>
  )
}

function ToFill({
  state: { values, errors },
  words,
  common,
}: {
  state: DeclarationState
  words: Words['form']
  common: Common
}) {
  return (
    <>
      <ContractField words={words} values={values} errors={errors} />
      <Field
        name="part"
        label={words.part}
        hint={words.partHint}
        error={errors.part}
        defaultValue={values.part}
        maxLength={300}
        autoComplete="off"
      />
      <SenderFields words={common} emailHint={words.emailHint} values={values} errors={errors} />
      <SubmitButton pendingText={common.pending}>{words.next}</SubmitButton>
    </>
  )
}

function ToConfirm({
  state: { values },
  rows,
  words,
  pending,
}: {
  state: DeclarationState
  rows: NonNullable<DeclarationState['toConfirm']>
  words: Words['confirm']
  pending: string
}) {
  return (
    <>
      <h2 tabIndex={-1} className="text-heading">
        {words.title}
      </h2>
      <p>{words.lead}</p>
      <DeclaredRows rows={rows} />
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="step" value="confirm" pendingText={pending}>
          {words.submit}
        </SubmitButton>
        {/* Pressed after the other, it would show the form again although the withdrawal is declared. */}
        <SubmitButton name="step" value="change" variant="secondary" pendingText={words.change}>
          {words.change}
        </SubmitButton>
      </div>
    </>
  )
}
