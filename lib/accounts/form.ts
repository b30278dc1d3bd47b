import type { z } from 'zod'
import { faultIn, type SignInLink, signInLink } from '@/lib/accounts/faults'
import { AccountError } from '@/lib/accounts/mutations'
import type { Locale } from '@/lib/languages/locale'
import { requestLocale } from '@/lib/languages/request-locale'

/** What a form shows after it was sent: its values again (never passwords), what is wrong with which, or success. */
export type FormState = {
  values: Record<string, string>
  errors: Record<string, string>
  done: boolean
  /** What leads to signing in where an error says so. */
  signIn?: SignInLink
}

const kept = ['name', 'email', 'reason']

function stateOf(form: FormData, errors: Record<string, string>, locale: Locale): FormState {
  const values = kept.flatMap((name) => {
    const value = form.get(name)
    return typeof value === 'string' ? [[name, value.slice(0, 512)]] : []
  })
  const link = signInLink(locale)
  const isLinked = Object.values(errors).some((error) => error.includes(link.words))
  return { values: Object.fromEntries(values), errors, done: false, ...(isLinked && { signIn: link }) }
}

/**
 * Checks what a form sent and hands it to `work`. Faults of the input and AccountErrors become a state that names them
 * by field (`form` for the whole), in the language of the page; other errors are thrown on.
 */
export async function handleForm<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
  work: (input: z.output<Schema>) => Promise<void>,
): Promise<FormState> {
  const locale = await requestLocale()
  const { t } = locale
  const parsed = schema.safeParse(Object.fromEntries(form))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => [
      String(issue.path[0] ?? 'form'),
      faultIn(t, issue.message),
    ])
    // The first fault of a field stays.
    return stateOf(form, Object.fromEntries(faults.reverse()), locale)
  }
  try {
    await work(parsed.data)
  } catch (error) {
    if (error instanceof AccountError) return stateOf(form, { [error.field]: error.in(t) }, locale)
    throw error
  }
  return { values: {}, errors: {}, done: true }
}
