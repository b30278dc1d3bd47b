import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import type { z } from 'zod'
import { faultIn } from '@/lib/accounts/faults'
import type { AccountUser } from '@/lib/accounts/mutations'
import { actorOf, requireRole } from '@/lib/accounts/session'
import { type Actor, type ActResult, audited, type Begun, recordAct } from '@/lib/audit'
import type { Role } from '@/lib/generated/prisma/enums'
import { ownPath } from '@/lib/http/own-path'
import { formAction, formStateAction } from '@/lib/http/server-action'
import { english } from '@/lib/languages/locale'
import { isRecentlyConfirmed } from '@/lib/operators/confirmation'

/** What came of an act of an operator: told to them, and written to the audit log. */
export interface OperatorResult extends ActResult {
  /** Where the operator goes on; without one, back to the page of the form. */
  to?: string
}

interface Settings<Schema extends z.ZodType> {
  role: Exclude<Role, 'BUYER'>
  /** Its word in the audit log. */
  act: string
  schema: Schema
  /** Whether the password must have been asked for in the last 15 minutes: for all that moves money, and for roles. */
  confirmed?: boolean
}

type Work<Schema extends z.ZodType, Result extends OperatorResult> = (
  input: z.output<Schema>,
  operator: AccountUser,
  actor: Actor,
) => Promise<Begun<Result>>

/**
 * The server action of a form of the back office. Checks the role, whatever page it is called from; reads the form; does the
 * work in one transaction with what the audit log says of it, refusals too (`audited`); and shows the form's page with it. The
 * form names its own page in the field `back`.
 */
export function operatorAction<Schema extends z.ZodType>(
  settings: Settings<Schema>,
  work: Work<Schema, OperatorResult>,
) {
  return formAction(async (form) => {
    const { back, result, entry } = await carryOut(settings, work, form)
    redirect(withOutcome(result.to ?? back, entry))
  })
}

/**
 * The same for a form that shows what came of it itself (`useActionState`), where the work returns a state for it: what may
 * stand in no address, or what was typed and can't be saved. The state is not written to the audit log.
 */
export function operatorStateAction<Schema extends z.ZodType, State>(
  settings: Settings<Schema>,
  work: Work<Schema, OperatorResult & { state?: State }>,
) {
  return formStateAction(async (form): Promise<State> => {
    const { back, result, entry } = await carryOut(settings, work, form)
    if (result.state === undefined) redirect(withOutcome(result.to ?? back, entry))
    // What else the page shows may have changed with it.
    refresh()
    return result.state
  })
}

async function carryOut<Schema extends z.ZodType, Result extends OperatorResult>(
  { role, act, schema, confirmed = false }: Settings<Schema>,
  work: Work<Schema, Result>,
  form: FormData,
): Promise<{ back: string; result: Result | (OperatorResult & { state?: undefined }); entry: bigint }> {
  const back = backOffice(form.get('back'))
  const operator = await requireRole(role, back)
  if (confirmed && !(await isRecentlyConfirmed())) {
    redirect(`/admin/confirm?next=${encodeURIComponent(back)}`)
  }
  const actor = await actorOf(operator)
  const input = schema.safeParse(formValues(form))
  if (!input.success) {
    const refused = { ok: false, sentence: `Nothing was done: ${faultsOf(input.error)}` }
    return {
      back,
      result: refused,
      entry: await recordAct(actor, { act, allowed: false, sentence: refused.sentence }),
    }
  }
  return { back, ...(await audited(actor, act, () => work(input.data, operator, actor))) }
}

/** A path of the back office that a form may lead back to; for any other, there is no such page. */
function backOffice(value: unknown): string {
  const path = ownPath(value, '')
  return /^\/admin(\/|\?|$)/.test(path) ? path : notFound()
}

/** The fields of a form by name; of names that come more than once, an array. Fields of React's own are left out. */
function formValues(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION'))
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

function faultsOf({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => `${path.join('.')} ${faultIn(english.t, message)}`.trim())
    .join('; ')
}

/** The path of a page that begins with what came of an act. */
export function withOutcome(path: string, id: bigint): string {
  const [place = '', query = ''] = path.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('outcome', String(id))
  return `${place}?${parameters}`
}
