import { askPaymentwall, isTicket } from '@/lib/acts/ask'
import { readActOrder } from '@/lib/acts/data'
import { factsOf, type SeenFacts } from '@/lib/acts/facts'
import { type ActAnswer, claimAgain, type NewAct, recordAnswer, recordRequest } from '@/lib/acts/mutations'
import type { Act } from '@/lib/acts/order'
import { isOpen, standingOf } from '@/lib/acts/standing'
import type { ActResult, Begun } from '@/lib/audit'
import { askPaymentStatus } from '@/lib/charges/status-check'
import type { OrderId } from '@/lib/ids'
import { log } from '@/lib/log'

/** What came of an act, for the operator and the audit log. */
export interface Performed extends ActResult {
  /** The act, where there is one to look at. */
  actId: string | undefined
}

const asking = 'Paymentwall is being asked.'

/**
 * Does what an operator asks for: records it, and what the shop does by itself; then, as the rest, asks Paymentwall and writes
 * down the answer. If the process dies in between, the record says how far it came, and `askAgain` takes it up. The same key
 * again does nothing more and tells the same.
 */
export async function performAct(asked: NewAct): Promise<Begun<Performed>> {
  const { key: subject, orderId, reason } = asked
  const recorded = await recordRequest(asked)
  if (recorded.kind === 'refused') {
    const { sentence, before, after } = recorded
    return {
      ok: false,
      sentence,
      actId: undefined,
      orderId,
      reason,
      ...(before && { before }),
      ...(after && { after }),
    }
  }
  const { act } = recorded
  if (recorded.kind === 'known') {
    const sentence = act.sentence || 'The same form is being worked on: it was sent before.'
    return { ok: act.state !== 'REFUSED', sentence, actId: act.id, subject, orderId, reason }
  }
  const { before } = recorded
  const tell = async ({ state, sentence }: Pick<Act, 'state' | 'sentence'>): Promise<Performed> => ({
    ok: state !== 'REFUSED' && state !== 'UNKNOWN',
    sentence,
    actId: act.id,
    subject,
    orderId,
    reason,
    before,
    after: await factsAfter(orderId, asked.at),
  })
  if (isInside(act)) return tell(act)
  const rest = async () => tell(await ask(act, asked.at))
  return { ok: true, sentence: asking, actId: act.id, subject, orderId, reason, before, rest }
}

/** Done in the transaction that recorded it; what is left is a job's. */
function isInside({ kind }: Act): boolean {
  return kind === 'GRANT' || kind === 'WITHDRAW' || kind === 'CANCEL_SUBSCRIPTION'
}

async function factsAfter(orderId: OrderId, at: Date): Promise<SeenFacts> {
  const order = await readActOrder(orderId, at)
  return order ? factsOf(order, new Date()) : {}
}

async function ask(act: Act, at: Date): Promise<ActAnswer> {
  const order = await readActOrder(act.orderId, at)
  if (!order) throw new Error(`Order ${act.orderId} is gone.`)
  const answer = await askPaymentwall(act, order)
  await recordAnswer(act, answer)
  log.info({ actId: act.id, orderId: act.orderId, kind: act.kind, state: answer.state }, answer.sentence)
  return answer
}

/** What the operator saw in Paymentwall's merchant area of a ticket for a part, whose answer was lost. */
export type TicketSeen = 'there' | 'missing'

/**
 * Takes up an act of which nobody knows whether Paymentwall has done it. Brick is asked again, since twice does no harm. Before
 * a ticket is opened again, Payment Status is asked whether the payment has gone back; it knows nothing of parts, so of those
 * the operator must have looked.
 *
 * @param at the shop's time
 */
export async function askAgain(
  { actId, orderId, seen, at }: { actId: string; orderId: OrderId; seen: TicketSeen | undefined; at: Date },
  now = new Date(),
): Promise<Begun<Performed>> {
  const of = { subject: actId, orderId, actId }
  const find = async () => {
    const order = await readActOrder(orderId, at)
    const act = order?.acts.find(({ id }) => id === actId)
    return order && act && { order, act, standing: standingOf(act, order, now) }
  }
  const found = await find()
  if (!found) return { ok: false, sentence: `Order ${orderId} has no act ${actId}.`, ...of, actId: undefined }
  if (found.standing !== 'lost') {
    const sentence = isOpen(found.standing)
      ? 'Nothing was done: Paymentwall is being asked, or has answered.'
      : 'Nothing was done: the act is over.'
    return { ok: false, sentence, ...of }
  }
  if (found.act.kind === 'PARTIAL_REFUND' && seen === undefined) {
    return { ok: false, sentence: 'Say whether the ticket is in Paymentwall’s merchant area.', ...of }
  }
  const act = await claimAgain(found.act, now)
  if (!act) return { ok: false, sentence: 'Nothing was done: someone else is already trying.', ...of }
  const before = factsOf(found.order, now)
  const finish = async (answer: ActAnswer): Promise<Performed> => {
    const ok = answer.state === 'ACCEPTED' || answer.state === 'DONE'
    return { ok, sentence: answer.sentence, ...of, before, after: await factsAfter(orderId, at) }
  }
  const record = async (answer: ActAnswer) => {
    await recordAnswer(act, answer)
    return finish(answer)
  }
  const rest = async () => {
    if (!isTicket(act)) return finish(await ask(act, at))
    const problem = await askPaymentStatus(orderId).catch((error: Error) => error.message)
    if (problem)
      return record({ state: 'UNKNOWN', sentence: `Payment Status could not be reached: ${problem}` })
    if ((await find())?.standing === 'done')
      return record({ state: 'DONE', sentence: `Payment Status says that payment ${act.ref} was refunded.` })
    if (seen === 'there')
      return record({
        state: 'ACCEPTED',
        sentence: 'The operator found the ticket at Paymentwall; its notice is still to arrive.',
      })
    return finish(await ask(act, at))
  }
  return { ok: true, sentence: `${asking.slice(0, -1)} again.`, ...of, before, rest }
}
