import type { Check } from '@/lib/golive/check'

interface Repeated {
  id: bigint
  ref: string
  type: number
  receivedAt: Date
  deliveries: bigint
  lines: bigint
}

/** B8: a pingback that comes again delivers nothing again. */
export const duplicates: Check = {
  id: 'B8',
  version: 1,
  title: 'A repeated pingback never delivers twice',
  asked: 'A pingback whose ref was processed before is recognised, answered OK, and delivers nothing again.',
  sources: [
    { document: 'technical review', number: 'Pingback 3' },
    { document: 'integration checklist', number: '3.2.3' },
  ],
  criterion:
    'At least one pingback arrived again, every repetition was answered OK, and no line of its order was delivered more than once.',
  rationale: 'Paymentwall repeats a pingback until it reads OK, so every shop gets repetitions.',
  limits:
    'It counts the repetitions that came. That any number of them at once deliver once is held by a unique key in the database.',
  fix: 'Send a pingback a second time from the merchant area, or press “Prove it now”.',
  freshDays: 90,
  judge: async ({ database, since }) => {
    const repeated = await database.$queryRaw<Repeated[]>`
      SELECT a.id, p.ref, p.type, a.received_at AS "receivedAt",
        (SELECT count(*) FROM deliveries d WHERE d.order_id = p.order_id) AS deliveries,
        (SELECT count(*) FROM order_lines l WHERE l.order_id = p.order_id) AS lines
      FROM pingback_attempts a JOIN pingbacks p ON p.id = a.pingback_id
      WHERE a.verdict = 'duplicate' AND a.received_at >= ${since}
      ORDER BY a.id DESC LIMIT 20`
    const facts = repeated.map(({ id, ref, type, receivedAt, deliveries, lines }) => ({
      kind: deliveries > lines ? ('fault' as const) : ('proof' as const),
      what: `Pingback of type ${type} for payment ${ref}, sent again`,
      seen: `answered OK; ${deliveries} deliveries for ${lines} lines of the order`,
      at: receivedAt,
      subject: { kind: 'arrival' as const, id: String(id) },
    }))
    const faults = facts.filter(({ kind }) => kind === 'fault')
    if (facts.length === 0) return { state: 'not_yet', sentence: 'No pingback has come twice yet.', facts }
    return {
      state: faults.length > 0 ? 'failed' : 'proven',
      sentence:
        faults.length > 0
          ? 'A repeated pingback delivered again.'
          : 'Every repeated pingback was answered OK and delivered nothing again.',
      facts,
      sample: { passed: facts.length - faults.length, of: facts.length },
    }
  },
}
