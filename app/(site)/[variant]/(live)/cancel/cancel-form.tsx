'use client'

import { useActionState } from 'react'
import { Choice } from '@/app/_components/choice'
import { Field, TextArea } from '@/app/_components/field'
import { SubmitButton } from '@/app/_components/submit-button'
import {
  ContractField,
  DeclarationSteps,
  SenderFields,
  untouched,
} from '@/app/(site)/_declarations/declaration-steps'
import { declareCancellationAction } from '@/lib/declarations/actions'
import type { Catalog } from '@/lib/languages/catalog'

/** The form that declares a cancellation; after it, what was declared. It works without JavaScript. */
export function CancelForm({
  id,
  words,
  common,
  done,
}: {
  /** The form's key: sent twice, it is declared once. */
  id: string
  words: Catalog['cancellations']['form']
  common: Catalog['declarations']['form']
  done: Catalog['cancellations']['done']
}) {
  const [state, send] = useActionState(declareCancellationAction, untouched)
  const { values, errors } = state

  return (
    <DeclarationSteps state={state} done={done}>
      <form action={send} noValidate className="space-y-5">
        <input type="hidden" name="key" value={id} />
        <ContractField words={words} values={values} errors={errors} />
        <SenderFields words={common} emailHint={words.emailHint} values={values} errors={errors} />
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
        <SubmitButton pendingText={common.pending}>{words.submit}</SubmitButton>
      </form>
    </DeclarationSteps>
  )
}
