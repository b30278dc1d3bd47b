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
  asked: 'The submission includes the address of the payment page and a test account that can reach it.',
  sources: [{ document: 'technical review', number: 'Submission' }],
  criterion:
    'The sign-in page loads, and at least one account has signed in and accepted the terms of an order, after which the checkout shows the payment methods.',
  rationale: 'The reviewer must be able to complete a purchase without asking for help.',
  limits:
    'It shows that an account got there (reviewer accounts are listed first), not that the submitted password is correct. Orders of the probe and of reports are not counted.',
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
