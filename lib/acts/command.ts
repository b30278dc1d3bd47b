import { actWords } from '@/lib/acts/pages'
import { performAct } from '@/lib/acts/perform'
import type { ActRequest } from '@/lib/acts/plan'
import { audited, commandActor } from '@/lib/audit'
import { shopTime } from '@/lib/clock'
import { newId, type OrderId } from '@/lib/ids'

/**
 * Does by a command what the back office does by a form: previewed by nobody, and recorded like any other act, under the
 * command and who ran it.
 *
 * @param command as it is typed: `payment:refund`
 * @param told.by who decides, if not who is signed in to this machine
 */
export async function actByCommand(
  command: string,
  orderId: OrderId,
  request: ActRequest,
  { reason = '', by }: { reason?: string; by?: string | undefined } = {},
): Promise<{ ok: boolean; sentence: string }> {
  const actor = commandActor(command, by)
  const at = await shopTime()
  const asked = { key: newId(), orderId, request, seen: undefined, actor: actor.name, reason, at }
  const { result } = await audited(actor, `order.${actWords[request.kind]}`, () => performAct(asked))
  return { ok: result.ok, sentence: result.sentence }
}
