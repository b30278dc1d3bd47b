import { type ActOrder, actTitles, formatAmount, refundedOf } from '@/lib/acts/order'
import { isOpen, standingOf } from '@/lib/acts/standing'

/** What an operator saw of an order when they decided: names and values, to be read by people and compared. */
export type SeenFacts = Record<string, string>

/** All that an act on an order depends on, and that somebody else may change meanwhile. */
export function factsOf(order: ActOrder, now: Date): SeenFacts {
  const facts: [string, string][] = []
  for (const payment of order.payments) {
    const refunded = refundedOf(order, payment)
    const part = refunded > 0 ? `, ${formatAmount(refunded, order)} of it refunded` : ''
    facts.push([`Payment ${payment.ref}`, payment.state + part])
  }
  for (const { id, chargeId, last4, state } of order.charges) {
    facts.push([`Card charge ${chargeId ?? id}${last4 ? ` of the card ending ${last4}` : ''}`, state])
  }
  for (const [n, { name, delivery }] of order.lines.entries()) {
    const held = delivery === null ? 'not delivered' : delivery.withdrawnAt === null ? 'held' : 'withdrawn'
    facts.push([`Line ${n + 1}, ${name}`, held])
  }
  for (const { id, kind, actor } of order.decisions) {
    facts.push(['The newest decision', `${kind === 'GRANT' ? 'grant' : 'withdraw'} by ${actor}, no. ${id}`])
  }
  if (order.cancellation) {
    const { acceptedAt, stoppedAt } = order.cancellation
    const standing = stoppedAt ? 'done' : acceptedAt ? 'taken on by Paymentwall' : 'requested'
    facts.push(['The cancellation of the renewals', standing])
  }
  if (order.membership) facts.push(['The subscription', order.membership.renews ? 'renews' : 'has ended'])
  for (const act of order.acts) {
    const amount = act.amount === null ? '' : ` of ${formatAmount(act.amount, order)}`
    // That time passes changes nothing that an operator could have seen.
    const standing = standingOf(act, order, now)
    facts.push([
      `${actTitles[act.kind]}${amount} by ${act.actor}, no. ${act.id.slice(0, 8)}`,
      isOpen(standing) ? 'under way' : standing,
    ])
  }
  return Object.fromEntries(facts)
}

/** What changed from one moment to the next, a sentence each. Empty when nothing did. */
export function changesBetween(seen: SeenFacts, now: SeenFacts): string[] {
  const names = [...new Set([...Object.keys(seen), ...Object.keys(now)])]
  return names.flatMap((name) => {
    const [before, after] = [seen[name], now[name]]
    if (before === after) return []
    if (after === undefined) return [`${name} is gone (was: ${before}).`]
    return [before === undefined ? `${name} is new: ${after}.` : `${name}: ${after} (was: ${before}).`]
  })
}

/** What was seen, as a form carries it (`seenSchema`). */
export function writeSeen(facts: SeenFacts): string {
  return Buffer.from(JSON.stringify(facts)).toString('base64url')
}
