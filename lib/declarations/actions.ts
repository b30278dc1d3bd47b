'use server'

import { notFound } from 'next/navigation'
import type { ZodError } from 'zod'
import { attemptOrigin } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { type Declared, declareCancellation, declareWithdrawal } from '@/lib/declarations/mutations'
import {
  cancellationForm,
  declarationIdSchema,
  type Fault,
  faults,
  withdrawalForm,
} from '@/lib/declarations/schema'
import { declarationRows, withdrawalRows } from '@/lib/declarations/words'
import { formStateAction } from '@/lib/http/server-action'
import type { Locale } from '@/lib/languages/locale'
import { requestLocale } from '@/lib/languages/request-locale'
import { dayOf } from '@/lib/time'
import { waitInWords } from '@/lib/wait-in-words'

type Rows = [label: string, value: string][]

/**
 * What the page shows after its form was sent: what was typed with what is wrong, what is to be confirmed, or what was declared, line
 * by line.
 */
export interface DeclarationState {
  values: Record<string, string>
  errors: Record<string, string>
  toConfirm?: Rows
  declared?: Rows
  /** Whether a letter to the address is on its way. */
  hasLetter?: boolean
}

function keyOf(form: FormData): string {
  return declarationIdSchema.safeParse(form.get('key')).data ?? notFound()
}

/** What was typed, so that it is there again. */
function valuesOf(form: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '').slice(0, 512)]))
}

function faultOf(field: PropertyKey | undefined, message: string): Fault {
  if (field === 'email') return 'email'
  return faults.find((fault) => fault === message) ?? 'missing'
}

function errorsOf({ t }: Locale, { issues }: ZodError): Record<string, string> {
  const errors = issues.map(({ path: [field], message }) => [
    String(field),
    t(`declarations.faults.${faultOf(field, message)}`),
  ])
  // The first fault of a field stays.
  return Object.fromEntries(errors.reverse())
}

function stateAfter(locale: Locale, values: Record<string, string>, done: Declared): DeclarationState {
  if (done.ok) {
    const { declared } = done
    const rows = declarationRows(locale, declared)
    return { values: {}, errors: {}, declared: rows, hasLetter: declared.isToConfirm }
  }
  const wait = waitInWords(locale.t, done.minutes)
  return { values, errors: { form: locale.t('declarations.tooMany', { wait }) } }
}

async function originOf({ language }: Locale) {
  const { address } = await attemptOrigin()
  return { language, address }
}

const cancellationFields = ['contract', 'name', 'email', 'kind', 'reason', 'endsOn']

/** Takes a cancellation without signing in. What it answers is the same whether or not there is such a membership. */
export const declareCancellationAction = formStateAction(async (form): Promise<DeclarationState> => {
  const locale = await requestLocale()
  const key = keyOf(form)
  const values = valuesOf(form, cancellationFields)
  const parsed = cancellationForm(dayOf(await shopTime())).safeParse(Object.fromEntries(form))
  if (!parsed.success) return { values, errors: errorsOf(locale, parsed.error) }
  return stateAfter(locale, values, await declareCancellation(key, parsed.data, await originOf(locale)))
})

const withdrawalFields = ['contract', 'part', 'name', 'email']

/**
 * Takes a withdrawal without signing in, in two steps: what was typed is shown, and declared once it is confirmed. What it answers is
 * the same whether or not there is such an order.
 */
export const declareWithdrawalAction = formStateAction(async (form): Promise<DeclarationState> => {
  const locale = await requestLocale()
  const key = keyOf(form)
  const values = valuesOf(form, withdrawalFields)
  const step = form.get('step')
  if (step === 'change') return { values, errors: {} }
  const parsed = withdrawalForm.safeParse(Object.fromEntries(form))
  if (!parsed.success) return { values, errors: errorsOf(locale, parsed.error) }
  if (step !== 'confirm') return { values, errors: {}, toConfirm: withdrawalRows(locale, parsed.data) }
  return stateAfter(locale, values, await declareWithdrawal(key, parsed.data, await originOf(locale)))
})
