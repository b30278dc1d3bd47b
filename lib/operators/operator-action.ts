import { refresh } from 'next/cache'
import { notFound, redirect } from 'next/navigation'
import type { z } from 'zod'
import type { AccountUser } from '@/lib/accounts/mutations'
import { actorOf, requireRole } from '@/lib/accounts/session'
import { type Actor, type AuditedAct, recordAct } from '@/lib/audit'
import type { Role } from '@/lib/generated/prisma/enums'
import { ownPath } from '@/lib/http/own-path'
import { formAction, formStateAction } from '@/lib/http/server-action'
import { isRecentlyConfirmed } from '@/lib/operators/confirmation'

/** What came of an act: told to the operator, and written to the audit log. */
export interface ActResult extends Omit<AuditedAct, 'act' | 'allowed'> {
  ok: boolean
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

/**
 * The server action of a form of the back office. Checks the role, whatever page it is called from; reads the form; does the
 * work; writes what came of it, refusals too, to the audit log; and shows the form's page with it. The form names its own page
 * in the field `back`.
 */
export function operatorAction<Schema extends z.ZodType>(
  settings: Settings<Schema>,
  work: (input: z.output<Schema>, operator: AccountUser, actor: Actor) => Promise<ActResult>,
) {
  return formAction(async (form) => {
    const { back, to, id } = await carryOut(settings, work, form)
    redirect(withOutcome(to ?? back, id))
  })
}

/** What a form shows at once of what came of it. */
export interface ShownResult {
  ok: boolean
  sentence: string
  /** What is shown this once, and neither stored nor written to the audit log. */
  secret?: string
}

/** The same for a form that shows what came of it itself (`useActionState`): what may stand in no address. */
export function operatorStateAction<Schema extends z.ZodType>(
  settings: Settings<Schema>,
  work: (input: z.output<Schema>, operator: AccountUser) => Promise<ActResult & Pick<ShownResult, 'secret'>>,
) {
  return formStateAction(async (form): Promise<ShownResult> => {
    let shown: string | undefined
    const { ok, sentence } = await carryOut(
      settings,
      async (input, operator) => {
        const { secret, ...result } = await work(input, operator)
        shown = secret
        return result
      },
      form,
    )
    // What else the page shows may have changed with it.
    refresh()
    return { ok, sentence, ...(shown !== undefined && { secret: shown }) }
  })
}

async function carryOut<Schema extends z.ZodType>(
  { role, act, schema, confirmed = false }: Settings<Schema>,
  work: (input: z.output<Schema>, operator: AccountUser, actor: Actor) => Promise<ActResult>,
  form: FormData,
): Promise<{ back: string; to: string | undefined; id: bigint; ok: boolean; sentence: string }> {
  const back = backOffice(form.get('back'))
  const operator = await requireRole(role, back)
  if (confirmed && !(await isRecentlyConfirmed())) {
    redirect(`/admin/confirm?next=${encodeURIComponent(back)}`)
  }
  const actor = await actorOf(operator)
  const input = schema.safeParse(formValues(form))
  const { ok, to, ...done }: ActResult = input.success
    ? await work(input.data, operator, actor)
    : { ok: false, sentence: `Nothing was done: ${faultsOf(input.error)}` }
  const id = await recordAct(actor, { act, allowed: ok, ...done })
  return { back, to, id, ok, sentence: done.sentence }
}

/** A path of the back office that a form may lead back to; for any other, there is no such page. */
export function backOffice(value: unknown): string {
  const path = ownPath(value, '')
  return /^\/admin(\/|\?|$)/.test(path) ? path : notFound()
}

/** The fields of a form by name; of names that come more than once, an array. Fields of React's own are left out. */
export function formValues(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION'))
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

function faultsOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ')
}

/** The path of a page that begins with what came of an act. */
export function withOutcome(path: string, id: bigint): string {
  const [place = '', query = ''] = path.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('outcome', String(id))
  return `${place}?${parameters}`
}
