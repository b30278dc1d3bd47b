'use server'

import { notFound } from 'next/navigation'
import { attemptOrigin } from '@/lib/accounts/session'
import { declareCancellation } from '@/lib/cancellations/mutations'
import { declarationForm, declarationIdSchema, type Fault, faults } from '@/lib/cancellations/schema'
import { declarationRows } from '@/lib/cancellations/words'
import { shopTime } from '@/lib/clock'
import { formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { dayOf } from '@/lib/time'
import { waitInWords } from '@/lib/wait-in-words'

/** What the page shows after its form was sent: what was typed with what is wrong, or what was declared, line by line. */
export interface CancelState {
  values: Record<string, string>
  errors: Record<string, string>
  declared?: [label: string, value: string][]
}

const fields = ['contract', 'name', 'email', 'kind', 'reason', 'endsOn']

function faultOf(field: PropertyKey | undefined, message: string): Fault {
  if (field === 'email') return 'email'
  return faults.find((fault) => fault === message) ?? 'missing'
}

/** Takes a cancellation without signing in. What it answers is the same whether or not there is such a membership. */
export const declareCancellationAction = formStateAction(async (form): Promise<CancelState> => {
  const { t, ...locale } = await requestLocale()
  const key = declarationIdSchema.safeParse(form.get('key')).data ?? notFound()
  const values = Object.fromEntries(fields.map((name) => [name, String(form.get(name) ?? '').slice(0, 512)]))
  const parsed = declarationForm(dayOf(await shopTime())).safeParse(Object.fromEntries(form))
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path: [field], message }) => [
      String(field),
      t(`cancellations.faults.${faultOf(field, message)}`),
    ])
    // The first fault of a field stays.
    return { values, errors: Object.fromEntries(errors.reverse()) }
  }
  const { address } = await attemptOrigin()
  const done = await declareCancellation(key, parsed.data, { language: locale.language, address })
  if (!done.ok) {
    const wait = waitInWords(t, done.minutes)
    return { values, errors: { form: t('cancellations.tooMany', { wait }) } }
  }
  return { values: {}, errors: {}, declared: declarationRows({ t, ...locale }, done.declared) }
})
