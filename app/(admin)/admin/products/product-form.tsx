'use client'

import { useActionState, useEffect, useRef } from 'react'
import { Button } from '@/app/_components/button'
import { Checkbox, Field } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { SubmitButton } from '@/app/_components/submit-button'
import { Choice, TextArea } from '@/app/(admin)/admin/products/controls'
import type { ProductForm as Values } from '@/lib/catalog/form'
import type { EditState } from '@/lib/operators/operator-edit-action'

type Choices = readonly (readonly [value: string, title: string])[]

interface Shown {
  values: Values & { version?: string }
  errors: Record<string, string>
}

const units: Choices = [
  ['day', 'days'],
  ['week', 'weeks'],
  ['month', 'months'],
  ['year', 'years'],
]

/** The form of a product. What can't be saved stays as it was typed, with scripts or without. */
export function ProductForm({
  action,
  back,
  id,
  start,
  kindTitle,
  artworks,
  sheets,
  preview,
  isNew,
}: {
  action: (state: EditState, form: FormData) => Promise<EditState>
  back: string
  /** Of a product that is there. */
  id?: string
  start: Values & { version?: string }
  kindTitle: string
  /** Files that ship with the shop. */
  artworks: readonly string[]
  sheets: readonly string[]
  /** The page that shows what is typed as the shop would. */
  preview: string
  isNew: boolean
}) {
  const [state, send] = useActionState(action, { values: {}, errors: {} })
  const form = useRef<HTMLFormElement>(null)
  const wasSent = Object.keys(state.errors).length > 0
  // A box that is not ticked is not there, so what was typed takes the place of the whole.
  const shown: Shown = { values: wasSent ? (state.values as Values) : start, errors: state.errors }

  useEffect(() => {
    if (Object.keys(state.errors).length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid], [data-fault]')?.focus()
    }
  }, [state])

  const { kind } = start
  return (
    <form ref={form} action={send} noValidate className="max-w-3xl space-y-5">
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="kind" value={kind ?? ''} />
      {id !== undefined && <input type="hidden" name="id" value={id} />}
      {id !== undefined && <input type="hidden" name="version" value={shown.values.version ?? ''} />}
      {wasSent && (
        <div tabIndex={-1} data-fault="">
          <Notice kind="critical" title="Nothing was saved yet">
            <p>
              {shown.errors.form ?? 'What is wrong is told beside each field. What you have typed is kept.'}
            </p>
          </Notice>
        </div>
      )}
      <p>
        Kind: <strong>{kindTitle}</strong>
        {shown.errors.kind && <span className="block font-medium text-critical">{shown.errors.kind}</span>}
      </p>
      <Text {...shown} name="name" label="Name" maxLength={80} required />
      <Text
        {...shown}
        name="slug"
        label="Address"
        hint="Lower-case letters, digits and single hyphens: the end of the address of its page."
        maxLength={64}
        required
      />
      <Text
        {...shown}
        name="summary"
        label="Summary"
        hint="One sentence, for lists."
        maxLength={160}
        required
      />
      <TextArea
        name="description"
        label="Description"
        hint="An empty line begins a paragraph. Lines that begin with “- ” make a list."
        rows={10}
        maxLength={4000}
        required
        defaultValue={shown.values.description}
        {...faultOf(shown, 'description')}
      />
      <div className="grid gap-5 sm:grid-cols-[1fr_8rem]">
        <Text
          {...shown}
          name="amount"
          label={kind === 'MEMBERSHIP' ? 'Price of a period' : 'Price'}
          inputMode="decimal"
          required
        />
        <Text {...shown} name="currency" label="Currency" maxLength={3} required />
      </div>
      {kind === 'MEMBERSHIP' && <PlanFields {...shown} />}
      {kind === 'CREDITS' && <Text {...shown} name="credits" label="Credits" inputMode="numeric" required />}
      {kind === 'LICENCE' && (
        <>
          <Checkbox
            name="keysFromPool"
            value="yes"
            label="Sell keys that I import"
            hint="Without it the shop makes a new key for each sale. With it, and no key left, the product is sold out."
            defaultChecked={shown.values.keysFromPool === 'yes'}
          />
          <Text
            {...shown}
            name="lowStock"
            label="Tell me when so many keys are left"
            inputMode="numeric"
            required
          />
        </>
      )}
      {kind === 'DOWNLOAD' && (
        <Choice
          name="sheet"
          label="File that ships with the shop"
          hint="An uploaded file goes before it."
          defaultValue={shown.values.sheet ?? ''}
          choices={[['', 'None'], ...sheets.map((file): [string, string] => [file, file])]}
          {...faultOf(shown, 'sheet')}
        />
      )}
      <Choice
        name="artwork"
        label="Picture that ships with the shop"
        hint="An uploaded picture goes before it."
        defaultValue={shown.values.artwork ?? ''}
        choices={artworks.map((file): [string, string] => [file, file])}
        {...faultOf(shown, 'artwork')}
      />
      {kind !== 'MEMBERSHIP' && (
        <Checkbox
          name="capture"
          value="yes"
          label="Charge cards at once"
          hint="Without it a card is only authorised, and you capture the payment within five days."
          defaultChecked={shown.values.capture === 'yes'}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="Saving…">{isNew ? 'Create' : 'Save'}</SubmitButton>
        <Button type="submit" variant="secondary" formAction={preview} formMethod="get" formTarget="_blank">
          Preview<span className="sr-only"> (opens in a new tab)</span>
        </Button>
      </div>
    </form>
  )
}

function PlanFields({ values, errors }: Shown) {
  const shown = { values, errors }
  return (
    <>
      <PeriodFields shown={shown} length="periodLength" unit="periodUnit" label="Period" />
      <fieldset className="space-y-4">
        <legend className="text-muted">A trial before the first period. Leave it empty for none.</legend>
        <Text
          {...shown}
          name="trialAmount"
          label="Price of the trial"
          hint="0 for a free one."
          inputMode="decimal"
        />
        <PeriodFields shown={shown} length="trialLength" unit="trialUnit" label="Length of the trial" />
      </fieldset>
    </>
  )
}

function PeriodFields({
  shown,
  length,
  unit,
  label,
}: {
  shown: Shown
  length: 'periodLength' | 'trialLength'
  unit: 'periodUnit' | 'trialUnit'
  label: string
}) {
  return (
    <div className="grid gap-5 sm:grid-cols-[1fr_10rem]">
      <Text {...shown} name={length} label={label} inputMode="numeric" />
      <Choice
        name={unit}
        label="Days, weeks or months"
        defaultValue={shown.values[unit] ?? 'month'}
        choices={units}
        {...faultOf(shown, unit)}
      />
    </div>
  )
}

function Text({
  values,
  errors,
  name,
  ...field
}: Shown & Omit<Parameters<typeof Field>[0], 'name'> & { name: keyof Values }) {
  return (
    <Field
      {...field}
      name={name}
      defaultValue={values[name]}
      autoComplete="off"
      {...faultOf({ values, errors }, name)}
    />
  )
}

function faultOf({ errors }: Shown, name: string): { error?: string } {
  return errors[name] === undefined ? {} : { error: errors[name] }
}
