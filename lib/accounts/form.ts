import type { z } from 'zod'
import { AccountError } from '@/lib/accounts/mutations'

/** What a form shows after it was sent: its values again (never passwords), what is wrong with which, or success. */
export type FormState = {
  values: Record<string, string>
  errors: Record<string, string>
  done: boolean
}

const kept = ['name', 'email', 'reason']

function stateOf(form: FormData, errors: Record<string, string>): FormState {
  const values = kept.flatMap((name) => {
    const value = form.get(name)
    return typeof value === 'string' ? [[name, value.slice(0, 512)]] : []
  })
  return { values: Object.fromEntries(values), errors, done: false }
}

/**
 * Checks what a form sent and hands it to `work`. Faults of the input and AccountErrors become a state that names them
 * by field (`form` for the whole); other errors are thrown on.
 */
export async function handleForm<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
  work: (input: z.output<Schema>) => Promise<void>,
): Promise<FormState> {
  const parsed = schema.safeParse(Object.fromEntries(form))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => [String(issue.path[0] ?? 'form'), issue.message])
    // The first fault of a field stays.
    return stateOf(form, Object.fromEntries(faults.reverse()))
  }
  try {
    await work(parsed.data)
  } catch (error) {
    if (error instanceof AccountError) return stateOf(form, { [error.field]: error.message })
    throw error
  }
  return { values: {}, errors: {}, done: true }
}
