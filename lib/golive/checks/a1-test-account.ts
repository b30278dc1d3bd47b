import type { Check, Context, Fact } from '@/lib/golive/check'
import { hasTag } from '@/lib/golive/html'
import { judgementOf } from '@/lib/golive/judgement'
import { startOfDay } from '@/lib/tally/data'

interface Reached {
  uid: string
  role: string
  orderId: string
  at: Date
}

async function signInFact({ visit, now }: Context): Promise<Fact[]> {
  const { status, body } = await visit('/login')
  if (status === 200 && hasTag(body, ['input'], 'type="password"')) return []
  return [
    {
      kind: 'fault',
      what: 'The page /login, fetched signed out',
      seen: status === 200 ? 'has no field for a password' : `answered ${status}`,
      at: startOfDay(now),
      subject: { kind: 'page', id: '/login' },
    },
  ]
}

/** A1: an account signs in and reaches the payment page. */
export const testAccount: Check = {
  id: 'A1',
  version: 2,
  title: 'A test account reaches the payment page',
  asked: 'Submit the address where the payment page can be reached, and a test account that gets there.',
  sources: [{ document: 'technical review', number: 'Submission' }],
  criterion:
    'The sign-in page is there, and an account signed in and accepted the terms of an order, after which the checkout shows the payment methods.',
  rationale: 'The reviewer must be able to walk a purchase without asking for help.',
  limits:
    'It sees that an account got there, a reviewer’s first of all, not that its password is the one that was submitted. Orders of the probe and of reports are not counted.',
  fix: 'Sign in with the account that you submit, order something, and accept the terms.',
  freshDays: 90,
  judge: async (context) => {
    const { database, since } = context
    const reached = await database.$queryRaw<Reached[]>`
      SELECT u.uid, u.role::text, t.order_id AS "orderId", t.accepted_at AS at
      FROM terms_acceptances t JOIN users u ON u.uid = t.uid JOIN orders o ON o.id = t.order_id AND NOT o.is_probe
      WHERE t.accepted_at >= ${since} AND u.closed_at IS NULL AND (
        EXISTS (SELECT FROM sessions s WHERE s.uid = u.uid AND s.created_at >= ${since})
        OR EXISTS (SELECT FROM audit_entries a WHERE a.subject = u.uid AND a.act = 'session.begin' AND a.allowed AND a.at >= ${since}))
      ORDER BY (u.role = 'REVIEWER') DESC, t.accepted_at DESC LIMIT 5`
    const facts = reached.map(
      ({ uid, role, orderId, at }): Fact => ({
        kind: 'proof',
        what: `Account ${uid} (${role.toLowerCase()}), signed in`,
        seen: `accepted the terms of order ${orderId} and reached its payment page`,
        at,
        subject: { kind: 'order', id: orderId },
      }),
    )
    return judgementOf([...facts, ...(await signInFact(context))], {
      notYet: 'No account has signed in and reached a payment page yet.',
      proven: 'An account signed in and reached the payment page.',
    })
  },
}
