import { chargeAttempts, chargeFact, isTaken, noCards } from '@/lib/golive/charges'
import type { Check, Context, Fact } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'
import { brickScriptUrl } from '@/lib/security/payment-page'
import { startOfDay } from '@/lib/tally/data'

/** Hosts on which Paymentwall serves Brick.js. */
const scriptHosts: ReadonlySet<string> = new Set(['api.paymentwall.com', 'pwgateway.com'])

function scriptFact({ env, now }: Context): Fact[] {
  const { protocol, host, origin } = new URL(brickScriptUrl(env))
  const isEmulator = env.PAYMENTWALL_MODE === 'local' && origin === env.PAYMENTWALL_API_URL
  if (isEmulator || (protocol === 'https:' && scriptHosts.has(host))) return []
  return [
    {
      kind: 'fault',
      what: 'Brick.js',
      seen: `loaded from ${origin}, which is not Paymentwall’s`,
      at: startOfDay(now),
      subject: { kind: 'setting', id: 'BRICK_JS_URL' },
    },
  ]
}

async function blockedFacts({ database, since }: Context): Promise<Fact[]> {
  const blocked = await database.policyViolation.findMany({
    where: { page: '/checkout/[id]', lastAt: { gte: since } },
    orderBy: { lastAt: 'desc' },
    take: 3,
  })
  return blocked.map(({ directive, blocked: host, lastAt }) => ({
    kind: 'attack',
    what: `Something of ${host} on a payment page`,
    seen: `blocked by the page’s policy (${directive})`,
    at: lastAt,
  }))
}

/** C2: the browser exchanges the card for a token. */
export const tokenization: Check = {
  id: 'C2',
  version: 1,
  title: 'Cards are exchanged for tokens in the browser',
  asked: 'Brick.js exchanges card data for a token in the browser.',
  sources: [{ document: 'technical review', number: 'Brick 2' }],
  criterion: 'At least one card was charged with a token, and Brick.js is loaded from Paymentwall.',
  rationale: 'A card number that never reaches the server can’t be stolen from it.',
  limits:
    'The shop’s charge call accepts only a token. The automated browser tests show that the browser sends the number only to Paymentwall.',
  fix: 'Pay for an order by card, and leave BRICK_JS_URL empty.',
  freshDays: 90,
  notUsed: noCards,
  judge: async (context) => {
    const charged = (await chargeAttempts(context)).filter(isTaken)
    const facts = charged.map((attempt) =>
      chargeFact(
        attempt,
        'proof',
        `charged by a token; the shop knows of the card ${attempt.card ?? 'nothing'}`,
      ),
    )
    return judgementOf([...facts, ...scriptFact(context), ...(await blockedFacts(context))], {
      notYet: 'No card has been charged yet.',
      proven: 'Cards were charged with tokens that Brick.js created in the browser.',
    })
  },
}
