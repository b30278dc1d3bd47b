import { notFound } from 'next/navigation'
import { z } from 'zod'

const form = z.instanceof(FormData)
const formAlone = z.tuple([form])
const stateAndForm = z.tuple([z.unknown(), form])

/**
 * A server action that takes any arguments. Anybody can call it with others: those end as 404, without a word in the log.
 * Every action is made by this function or by one of the two below (`npm run verify` checks it).
 *
 * @param schema of the arguments
 */
export function serverAction<Checked extends unknown[], Given extends unknown[], Result>(
  schema: z.ZodType<Checked, Given>,
  work: (...checked: Checked) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    const checked = schema.safeParse(given)
    return checked.success ? work(...checked.data) : notFound()
  }
}

/** The server action of a form. */
export function formAction<Result>(work: (form: FormData) => Promise<Result>) {
  return serverAction(formAlone, work)
}

/** The server action of a form that shows what came of it (`useActionState`); the former state is the browser's word. */
export function formStateAction<Result>(work: (form: FormData) => Promise<Result>) {
  return serverAction(stateAndForm, (_, form) => work(form))
}
