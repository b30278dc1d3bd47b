'use client'

import { useActionState, useState } from 'react'
import { Field, TextArea } from '@/app/_components/field'
import { useFirstFault } from '@/app/_components/first-fault'
import { Outcome } from '@/app/_components/outcome'
import { SubmitButton } from '@/app/_components/submit-button'
import { SignatureView } from '@/app/(admin)/admin/pingbacks/signature-view'
import { explainAction } from '@/lib/pingbacks/actions'

/** Takes an address and a secret key, and shows the signature part by part. */
export function ExplainForm() {
  const [state, action] = useActionState(explainAction, undefined)
  const error = state && 'error' in state ? state.error : undefined
  const form = useFirstFault(state)
  const [typed, setTyped] = useState('')
  const explained = state && 'explanation' in state ? state : undefined
  return (
    <>
      <form ref={form} action={action} noValidate className="max-w-3xl space-y-5">
        <TextArea
          name="url"
          label="URL or query string"
          rows={5}
          required
          maxLength={8192}
          spellCheck={false}
          autoComplete="off"
          // Not a part of the state after an error.
          defaultValue={explained?.url ?? typed}
          onChange={(event) => setTyped(event.target.value)}
          error={error}
        />
        <Field
          name="secret"
          type="password"
          label="Secret key"
          hint="Leave empty to use this shop’s secret keys."
          maxLength={256}
          autoComplete="off"
          spellCheck={false}
        />
        <SubmitButton pendingText="Explaining…">Explain</SubmitButton>
      </form>
      {explained && (
        <section aria-label="Explanation" className="space-y-4">
          <Outcome
            key={JSON.stringify(explained.explanation)}
            kind={explained.explanation.signature.fits === undefined ? 'critical' : 'positive'}
            title={
              explained.explanation.signature.fits === undefined
                ? 'The signature is invalid'
                : 'The signature is valid'
            }
          >
            <p>{explained.explanation.verdict}</p>
            {explained.explanation.notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
          </Outcome>
          <SignatureView signature={explained.explanation.signature} />
        </section>
      )}
    </>
  )
}
