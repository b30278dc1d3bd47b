import { createHash } from 'node:crypto'
import { z } from 'zod'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { baseString, signature } from '@/lib/paymentwall/signature'
import { maskQuery } from '@/lib/pingbacks/mask'

export type Pair = readonly [name: string, value: string]

const storedSchema = z.record(z.string(), z.string())
const timeoutMs = 20_000

/**
 * What a genuine pingback of the ledger said, signed by the project's secret as Paymentwall signs it: sent again, it is the
 * same.
 */
export async function genuinePairs(ref: string, type: number): Promise<Pair[]> {
  const stored = await db().pingback.findFirst({ where: { ref, type }, orderBy: { id: 'asc' } })
  if (!stored) throw new Error(`The ledger has no pingback of type ${type} for payment ${ref}.`)
  return signedPairs(Object.entries(storedSchema.parse(stored.parameters)))
}

/** Parameters with the version and signature of the project's secret. */
function signedPairs(pairs: readonly Pair[]): Pair[] {
  const signed: Pair[] = [
    ...pairs.filter(([name]) => !/^(sig|sign_version)$/.test(name)),
    ['sign_version', '3'],
  ]
  return [...signed, ['sig', signature(signed, 3, env().PAYMENTWALL_SECRET_KEY)]]
}

/** Parameters with another value in place of one. */
export const altered = (pairs: readonly Pair[], name: string, value: string): Pair[] =>
  pairs.map(([known, was]) => [known, known === name ? value : was])

/**
 * Parameters that name an older version of the signature, made with a secret that is not the project's: who forges may
 * choose the version, and version 1 signs a few fields only.
 */
export function downgraded(pairs: readonly Pair[], version: 1 | 2): Pair[] {
  const unsigned = pairs.filter(([name]) => !/^(sig|sign_version)$/.test(name))
  const named: Pair[] = version === 1 ? unsigned : [...unsigned, ['sign_version', '2']]
  const sig = createHash('md5')
    .update(`${baseString(named)}a secret of somebody else`)
    .digest('hex')
  return [...named, ['sig', sig]]
}

/**
 * The same signed text, cut into other names and values: the digest still fits, since the provider's base string has no
 * delimiters (pingback.md §11). Here the first value takes in the pair behind it.
 */
export function resplit(pairs: readonly Pair[], sign: string): Pair[] {
  const [first, second, ...rest] = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1))
  if (!first || !second) throw new Error('Nothing to cut.')
  return [[first[0], `${first[1]}${second[0]}=${second[1]}`], ...rest, ['sig', sign]]
}

export interface ListenerAnswer {
  status: number
  body: string
  /** The request as it may be shown. */
  request: string
}

/** Sends a pingback to the shop's own listener at SHOP_URL, over the network. */
export async function sendPingback(pairs: readonly Pair[]): Promise<ListenerAnswer> {
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()
  const response = await fetch(new URL(`/api/pingback?${query}`, env().SHOP_URL), {
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(timeoutMs),
  })
  return {
    status: response.status,
    body: (await response.text()).slice(0, 200),
    request: `GET /api/pingback?${maskQuery(query)}`,
  }
}

/** Whether an answer is the one that Paymentwall takes for a receipt. */
export const isOk = ({ status, body }: ListenerAnswer) => status === 200 && body === 'OK'
