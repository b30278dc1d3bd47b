import type { Check, Fact } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'

interface Told {
  orderId: string
  uid: string
  sent: string
  at: Date
}

const isAddress = (uid: string) => /^[\d.]+$/.test(uid) || uid.includes(':') || uid.includes('@')

function faultOf({ uid, sent }: Told): string | undefined {
  if (isAddress(sent)) return 'an address, not a permanent id'
  if (sent !== sent.toLowerCase()) return 'in mixed case, which a case-insensitive system could confuse'
  return sent === uid ? undefined : 'not the buyer’s'
}

const comesAgain = 'a buyer who comes again'
const another = 'another buyer'

/** B2: a buyer has one uid for ever, and nobody else has it. */
export const persistentUid: Check = {
  id: 'B2',
  version: 2,
  title: 'The uid is persistent and unique per user',
  asked:
    'The uid that is sent to Paymentwall never changes, belongs to one user, and is not an IP address or a session.',
  sources: [{ document: 'technical review', number: 'Widget 2' }],
  criterion:
    'At least two buyers have paid, one of them with two orders or sign-ins, and every pingback contained the uid of the order’s buyer. The buyer who was last seen longest ago determines how long the point is valid.',
  rationale: 'Paymentwall uses the uid to assess risk and to recognise repeated fraud.',
  limits:
    'Only the newest 500 pingbacks are checked. The database prevents a uid from being changed or reused.',
  fix: 'Make test payments from two accounts, with at least two orders from one of them.',
  freshDays: 90,
  parts: [comesAgain, another],
  judge: async ({ database, since }) => {
    const told = await database.$queryRaw<Told[]>`
      SELECT p.order_id AS "orderId", o.uid, p.parameters->>'uid' AS sent, p.received_at AS at
      FROM pingbacks p JOIN orders o ON o.id = p.order_id
      WHERE p.received_at >= ${since} AND p.parameters->>'uid' IS NOT NULL ORDER BY p.id DESC LIMIT 500`
    const byUid = new Map<string, Told[]>()
    for (const row of told) byUid.set(row.uid, [...(byUid.get(row.uid) ?? []), row])
    const signIns = await database.session.groupBy({
      by: ['uid'],
      where: { uid: { in: [...byUid.keys()] } },
      _count: true,
    })
    const sessions = new Map(signIns.map(({ uid, _count }) => [String(uid), _count]))
    const repeated = new Set(
      Array.from(byUid)
        .filter(
          ([uid, rows]) =>
            new Set(rows.map(({ orderId }) => orderId)).size > 1 || (sessions.get(uid) ?? 0) > 1,
        )
        .map(([uid]) => uid),
    )
    const [again] = repeated
    const facts = Array.from(byUid, ([uid, rows]): Fact => {
      const fault = rows.map(faultOf).find((found) => found !== undefined)
      return {
        kind: fault ? 'fault' : 'proof',
        what: `The uid of buyer ${uid} in pingbacks`,
        seen: fault ?? `the same in each${repeated.has(uid) ? ', across several orders or sign-ins' : ''}`,
        at: rows[0]?.at ?? since,
        subject: { kind: 'customer', id: uid },
        part: uid === again ? comesAgain : another,
      }
    })
    const passed = told.filter((row) => faultOf(row) === undefined).length
    const judgement = judgementOf(
      facts,
      {
        notYet: '',
        proven: 'Every pingback contained the uid of its buyer, the same across orders and sign-ins.',
      },
      { passed, of: told.length },
    )
    const isWhole = byUid.size > 1 && facts.some(({ seen }) => seen.includes('several'))
    if (judgement.state === 'failed' || isWhole) return judgement
    return {
      ...judgement,
      state: 'not_yet',
      sentence: 'Not yet two buyers have paid, one of them with two orders or sign-ins.',
    }
  },
}
