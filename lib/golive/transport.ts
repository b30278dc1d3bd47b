import { isLoopback } from '@/lib/env'
import type { Context, Fact, Judgement, Visit } from '@/lib/golive/check'
import { hasTag } from '@/lib/golive/html'
import { judgementOf } from '@/lib/golive/judgement'
import { projectOf } from '@/lib/golive/project'
import { countsSince, dayName, startOfDay, type TallyName } from '@/lib/tally/data'

/** What `overHttps` asks to be shown. */
export const httpsParts = ['the shop answers', 'requests come']

async function daysOf({ database, env, since }: Context, name: TallyName) {
  return countsSince(database, projectOf(env), name, since)
}

/**
 * Whether the payment pages are reached over TLS alone: the shop's own address, a visit to it, and over which scheme each
 * request to a payment page came, as the proxies in TRUSTED_PROXIES tell it.
 */
export async function overHttps(context: Context): Promise<Judgement> {
  const { env, now, visit } = context
  const today = startOfDay(now)
  const isHere = isLoopback(env.SHOP_URL)
  const address: Fact[] = env.SHOP_URL.startsWith('https://')
    ? []
    : [settingFact('SHOP_URL', `${env.SHOP_URL} is not an https:// address`, today)]
  const [https, http, unknown] = await Promise.all([
    daysOf(context, 'payment page over https'),
    daysOf(context, 'payment page over http'),
    daysOf(context, 'payment page over unknown'),
  ])
  const visited = address.length > 0 ? [] : visitFacts(await visit('/'), context)
  const facts = [
    ...address,
    ...visited,
    ...https.map(({ day }) => requestsFact(day, 'proof', 'used HTTPS')),
    // On this machine what ends TLS passes bytes on, and tells nothing.
    ...(isHere ? unknown : []).map(({ day }) =>
      requestsFact(day, 'proof', 'came over a local connection, behind the TLS front'),
    ),
    ...http.map(({ day, count }) => requestsFact(day, 'fault', `${count} used HTTP, without encryption`)),
  ]
  const sum = (days: { count: number }[]) => days.reduce((total, { count }) => total + count, 0)
  const judgement = judgementOf(
    facts,
    {
      notYet: '',
      proven: 'The shop answers over HTTPS, and every request to a payment page used HTTPS.',
    },
    { passed: sum(https), of: sum(https) + sum(http) },
  )
  if (judgement.state === 'failed' || https.length > 0 || (isHere && unknown.length > 0)) return judgement
  return {
    ...judgement,
    state: 'not_yet',
    sentence:
      unknown.length > 0
        ? 'Requests to payment pages came through a proxy that is not in TRUSTED_PROXIES, or that does not send X-Forwarded-Proto.'
        : 'No payment page has been requested yet.',
  }
}

const settingFact = (name: string, seen: string, at: Date): Fact => ({
  kind: 'fault',
  what: name,
  seen,
  at,
  subject: { kind: 'setting', id: name },
})

const requestsFact = (day: Date, kind: Fact['kind'], seen: string): Fact => ({
  kind,
  what: `Requests to payment pages on ${dayName(day)}`,
  seen,
  at: day,
  part: httpsParts[1],
})

function visitFacts({ status, headers, body }: Visit, { env, now }: Context): Fact[] {
  const at = startOfDay(now)
  const about = { what: `${env.SHOP_URL}/`, at, subject: { kind: 'page' as const, id: '/' } }
  const loads = ['script', 'img', 'iframe', 'link', 'form']
  const mixed = [`src="http://`, `href="http://`, `action="http://`].some((source) =>
    hasTag(body, loads, source),
  )
  if (status >= 400) return [{ kind: 'fault', ...about, seen: `answered ${status} over HTTPS` }]
  if (mixed) return [{ kind: 'fault', ...about, seen: 'loads something over HTTP (mixed content)' }]
  if (!isLoopback(env.SHOP_URL) && !headers.has('strict-transport-security')) {
    return [{ kind: 'fault', ...about, seen: 'has no Strict-Transport-Security header' }]
  }
  return [
    {
      kind: 'proof',
      ...about,
      seen: `answered ${status} over HTTPS, without mixed content`,
      part: httpsParts[0],
    },
  ]
}
