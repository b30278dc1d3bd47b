import { redirect } from 'next/navigation'
import type { AccountUser } from '@/lib/accounts/mutations'
import { actorOf, requireRole } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import type { Role } from '@/lib/generated/prisma/enums'
import { formStateAction } from '@/lib/http/server-action'
import { type ActResult, backOffice, formValues, withOutcome } from '@/lib/operators/operator-action'

/** What an editing form shows again, when it could not be saved: all that was typed, and what is wrong with which field. */
export interface EditState {
  values: Record<string, string>
  /** By field; `form` for the whole. */
  errors: Record<string, string>
}

/** What came of saving; a refusal says what the form shows. */
export type EditResult =
  | (ActResult & { ok: true })
  | (Pick<ActResult, 'sentence' | 'subject'> & { ok: false; state: EditState })

/**
 * The server action of a form that edits something at length (`useActionState`). Like operatorAction, but what can't be saved
 * comes back as it was typed, with or without JavaScript.
 */
export function operatorEditAction(
  { role, act }: { role: Exclude<Role, 'BUYER'>; act: string },
  work: (values: Record<string, string>, operator: AccountUser) => Promise<EditResult>,
) {
  return formStateAction(async (form): Promise<EditState> => {
    const back = backOffice(form.get('back'))
    const operator = await requireRole(role, back)
    const texts = Object.entries(formValues(form)).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    )
    const result = await work(Object.fromEntries(texts), operator)
    const actor = await actorOf(operator)
    if (!result.ok) {
      const { sentence, subject } = result
      await recordAct(actor, { act, allowed: false, sentence, ...(subject !== undefined && { subject }) })
      return result.state
    }
    const { ok, to, ...done } = result
    const id = await recordAct(actor, { act, allowed: ok, ...done })
    redirect(withOutcome(to ?? back, id))
  })
}
