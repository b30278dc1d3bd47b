import { userInfo } from 'node:os'
import { actWords } from '@/lib/acts/pages'
import { performAct } from '@/lib/acts/perform'
import type { ActRequest } from '@/lib/acts/plan'
import { recordAct } from '@/lib/audit'
import { shopTime } from '@/lib/clock'
import { newId } from '@/lib/ids'

/**
 * Does by a command what the back office does by a form: previewed by nobody, and recorded like any other act, under the
 * command and who ran it.
 *
 * @param command as it is typed: `payment:refund`
 * @param told.by who decides, if not who is signed in to this machine
 */
export async function actByCommand(
  command: string,
  orderId: string,
  request: ActRequest,
  { reason = '', by = signedIn() }: { reason?: string; by?: string | undefined } = {},
): Promise<{ ok: boolean; sentence: string }> {
  const name = `${by} (npm run ${command})`
  const { ok, actId, ...done } = await performAct({
    key: newId(),
    orderId,
    request,
    seen: undefined,
    actor: name,
    reason,
    at: await shopTime(),
  })
  await recordAct({ name }, { act: `order.${actWords[request.kind]}`, allowed: ok, ...done })
  return { ok, sentence: done.sentence }
}

/** Who is signed in to this machine. */
function signedIn(): string {
  try {
    return userInfo().username
  } catch {
    return 'somebody'
  }
}
