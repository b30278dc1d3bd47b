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
  if (isAddress(sent)) return 'an address, not a lasting name'
  if (sent !== sent.toLowerCase()) return 'of mixed case, which a system that ignores case would confuse'
  return sent === uid ? undefined : 'not that of the buyer'
}

const comesAgain = 'a buyer who comes again'
const another = 'another buyer'

/** B2: a buyer has one uid for ever, and nobody else has it. */
export const persistentUid: Check = {
  id: 'B2',
  version: 2,
  title: 'The uid is persistent and unique for each user',
  asked:
    'The uid that is sent to Paymentwall never changes, belongs to one user, and is not an IP address or a session.',
  sources: [{ document: 'technical review', number: 'Widget 2' }],
  criterion:
    'At least two buyers, one of them with two orders or sign-ins: every pingback bore the uid of its order’s buyer. The buyer who was seen longest ago decides until when.',
  rationale: 'Paymentwall’s risk check and its refusal of repeated fraud go by the uid.',
  limits:
    'The newest 500 pingbacks are looked at. That a uid can’t be changed or used again is held by the database.',
  fix: 'Make test payments with two accounts, one of them twice.',
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
        seen: fault ?? `the same in each${repeated.has(uid) ? ', over several orders or sign-ins' : ''}`,
        at: rows[0]?.at ?? since,
        subject: { kind: 'customer', id: uid },
        part: uid === again ? comesAgain : another,
      }
    })
    const passed = told.filter((row) => faultOf(row) === undefined).length
    const judgement = judgementOf(
      facts,
      { notYet: '', proven: 'Every pingback bore the uid of its buyer, the same over orders and sign-ins.' },
      { passed, of: told.length },
    )
    const isWhole = byUid.size > 1 && facts.some(({ seen }) => seen.includes('several'))
    if (judgement.state === 'failed' || isWhole) return judgement
    return {
      ...judgement,
      state: 'not_yet',
      sentence: 'Two buyers have not paid yet, one of them more than once.',
    }
  },
}
