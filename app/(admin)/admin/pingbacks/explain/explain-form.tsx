'use client'

import { useActionState } from 'react'
import { Field } from '@/app/_components/field'
import { Outcome } from '@/app/_components/outcome'
import { SubmitButton } from '@/app/_components/submit-button'
import { SignatureView } from '@/app/(admin)/admin/pingbacks/signature-view'
import { explainAction } from '@/lib/pingbacks/actions'

/** Takes an address and a secret key, and shows the signature part by part. */
export function ExplainForm() {
  const [state, action] = useActionState(explainAction, undefined)
  const error = state && 'error' in state ? state.error : undefined
  const explained = state && 'explanation' in state ? state : undefined
  return (
    <>
      <form action={action} className="max-w-3xl space-y-5">
        <div className="space-y-1.5">
          <label htmlFor="url" className="block font-medium">
            URL or query string
          </label>
          <textarea
            id="url"
            name="url"
            rows={5}
            required
            maxLength={8192}
            spellCheck={false}
            autoComplete="off"
            defaultValue={explained?.url}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? 'url-error' : undefined}
            className="block w-full rounded-control border border-edge bg-card px-3.5 py-2 font-mono text-sm text-ink"
          />
          {error && (
            <p id="url-error" className="text-sm font-medium text-critical">
              {error}
            </p>
          )}
        </div>
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
