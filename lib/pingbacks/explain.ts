import { db } from '@/lib/db'
import { env } from '@/lib/env'
import {
  explainSignature,
  queryOf,
  type SignatureExplanation,
  type SignedPart,
  type Slip,
} from '@/lib/paymentwall/explain'
import { signedCallNames } from '@/lib/paymentwall/names'
import { parsePingback } from '@/lib/paymentwall/pingback'
import { adviceOnForm } from '@/lib/pingbacks/advice'
import type { Arrival } from '@/lib/pingbacks/log'
import { maskParameters, roughPairs } from '@/lib/pingbacks/mask'
import { openRefused } from '@/lib/pingbacks/mutations'
import { pingbackSecrets, rejectSentences, verifyPingback } from '@/lib/pingbacks/verify'

/** A signature as it is shown. */
export interface ShownSignature {
  version: 1 | 2 | 3
  algorithm: 'MD5' | 'SHA-256'
  parts: SignedPart[]
  /** The value of `sig`, or its beginning. */
  given: string
  /** What it should be, or its beginning; undefined where no secret is at hand that gave it. */
  digest: string | undefined
  /** The name of the secret that fits. */
  fits: string | undefined
  slip: Slip | undefined
  /** Names that are at fault, whatever the signature says. */
  faulty: string[]
}

/** The signature of an arrival, explained from what is stored. */
export interface ArrivalSignature {
  /** Undefined where it has none, since it was no request of Paymentwall's. */
  signature: ShownSignature | undefined
  /** What can be said, and what can't be known, in sentences. */
  notes: string[]
}

/** As much of a digest as is shown of genuine arrivals: whoever has all of it has the pingback. */
const digestShown = 8
const shortened = (digest: string) => `${digest.slice(0, digestShown)}…`

const masked = (name: string, value: string): SignedPart => {
  const [[shownName, shownValue] = [name, value]] = Object.entries(maskParameters([[name, value]]))
  return { name: shownName, value: shownValue }
}

/** A signature with its values masked and its digests shortened. */
function maskedSignature(
  { version, algorithm, parts, given, digests, fits, slip }: SignatureExplanation,
  faulty: string[] = [],
): ShownSignature {
  const part = (shown: SignedPart | undefined) => shown && masked(shown.name, shown.value)
  const digest = fits === undefined ? undefined : digests.find(({ secret }) => secret === fits)?.digest
  return {
    version,
    algorithm,
    parts: parts.map(({ name, value }) => masked(name, value)),
    given: shortened(given),
    digest: digest && shortened(digest),
    fits,
    slip: slip && {
      ...slip,
      ...(slip.difference && {
        difference: {
          at: slip.difference.at,
          expected: part(slip.difference.expected),
          signed: part(slip.difference.signed),
        },
      }),
    },
    faulty,
  }
}

const secretTitles = new Map([
  ['current', 'the secret key of the project'],
  ['previous', 'the previous secret key of the project'],
  ['brick-test', 'the private test key of Brick'],
])

/** What a secret is called in a sentence, by its name in the log. */
export function secretTitle(name: string): string {
  return secretTitles.get(name) ?? name
}

/** Explains the signature of an arrival: from the ledger, from the kept query, or from what the log shows of it. */
export async function explainArrival(arrival: Arrival): Promise<ArrivalSignature> {
  if (arrival.verdict === 'rejected') return explainRejected(arrival)
  if (arrival.secret === null) {
    const note =
      arrival.address === null && arrival.pingbackId !== null
        ? 'This was not a request: the shop applied the stored event again, or the Payment Status API reported it. So there is no signature.'
        : 'The log does not say which secret key verified it.'
    return { signature: undefined, notes: [note] }
  }
  return explainGenuine(arrival, arrival.secret)
}

async function explainGenuine(arrival: Arrival, verifiedBy: string): Promise<ArrivalSignature> {
  const stored =
    arrival.pingbackId === null || arrival.verdict === 'conflict'
      ? null
      : await db().pingback.findUnique({ where: { id: arrival.pingbackId }, select: { parameters: true } })
  const notes = [`When it came, it was verified with ${secretTitle(verifiedBy)}.`]
  const content = stored ? (stored.parameters as Record<string, string>) : arrival.parameters
  if (!stored) {
    notes.push(
      'Its content differs from the ledger’s, and the log keeps only a masked copy: the digest can’t be recomputed.',
    )
  }
  const version = String(arrival.signVersion ?? content.sign_version ?? '')
  const { sig: _, ...rest } = content
  const query = `${new URLSearchParams({ ...rest, ...(version !== '' && { sign_version: version }) })}`
  const explained = explainSignature(query, [...pingbackSecrets(env())])
  const given = arrival.parameters.sig ?? ''
  const found = stored
    ? explained.digests.find(({ digest }) => given !== '' && shortened(digest) === given)
    : undefined
  if (found) {
    notes.push(`Recomputed from the ledger, the digest is the same; it matches ${secretTitle(found.secret)}.`)
  } else if (stored) {
    notes.push(
      'Recomputed, the digest differs. So the secret key has been replaced since, or the ledger holds a masked value that looked like a card number.',
    )
  }
  return {
    signature: {
      ...maskedSignature({ ...explained, fits: found?.secret, slip: undefined }),
      given: given === '' ? '' : given,
      fits: found?.secret ?? verifiedBy,
    },
    notes,
  }
}

async function explainRejected(arrival: Arrival): Promise<ArrivalSignature> {
  const kept = arrival.secret === null ? undefined : await keptQuery(arrival)
  if (kept !== undefined) return explainKept(kept)
  const notes = [
    'The log keeps refused arrivals masked and truncated, so the digest can’t be recomputed.',
    ...(arrival.secret === null
      ? []
      : [
          `When it came, its digest fitted ${secretTitle(arrival.secret)}; it was refused for another reason.`,
        ]),
    ...(await likelyCauses(arrival)),
  ]
  if (arrival.arrivals > 1) {
    notes.unshift(
      `This row stands for ${arrival.arrivals} arrivals that were refused for the same reason; it shows the first of them.`,
    )
  }
  const { sig = '', ...rest } = arrival.parameters
  const explained = explainSignature(`${new URLSearchParams(rest)}`, [])
  return {
    signature: {
      ...maskedSignature({ ...explained, slip: undefined }),
      given: sig,
      faulty: faultyNames(rest),
    },
    notes,
  }
}

/** Names that no merchant can have configured, as the log shows them. */
function faultyNames(parameters: Record<string, string>): string[] {
  return Object.keys(parameters).filter(
    (name) => signedCallNames.has(name.split('[', 1)[0] ?? '') || /^$|[[\]=]/.test(name),
  )
}

/** The query of a refused arrival that was kept sealed, found by what the log shows of it. */
async function keptQuery({ reason, parameters }: Arrival): Promise<string | undefined> {
  const [kept] = await db().$queryRaw<{ sealed: Uint8Array; fingerprint: string }[]>`
    SELECT sealed, fingerprint FROM refused_pingbacks
    WHERE reason = ${reason} AND parameters = ${JSON.stringify(parameters)}::jsonb ORDER BY id LIMIT 1`
  return kept && openRefused(kept)
}

function explainKept(query: string): ArrivalSignature {
  const settings = env()
  const secrets = [...pingbackSecrets(settings)]
  const explained = explainSignature(query, secrets)
  const parsed = parsePingback(query, settings.PINGBACK_CUSTOM_PARAMETERS)
  const form = parsed.ok ? { parameters: parsed.parameters, faults: [] } : parsed.form
  const advice = form && adviceOnForm(form.parameters, form.faults, settings)
  return {
    signature: maskedSignature(
      explained,
      form?.faults.map(({ parameter }) => masked(parameter, '').name),
    ),
    notes: [
      'Its query was kept sealed, and was opened for this page; values are shown masked.',
      explained.fits === undefined
        ? 'None of the secret keys that are set now gives its digest: the key has been replaced since.'
        : `Its digest fits ${secretTitle(explained.fits)}, so Paymentwall sent it. It was refused for its form or its sender.`,
      ...(advice ? [advice] : []),
    ],
  }
}

/** What can be said of a refused arrival whose query is gone. */
async function likelyCauses(arrival: Arrival): Promise<string[]> {
  const { parameters, reason, receivedAt } = arrival
  const foreign = faultyNames(parameters)
  if (foreign.length > 0) {
    return [
      `It bears ${foreign.map((name) => `"${name}"`).join(', ')}, which the shop’s own signed calls or arrays use and no pingback does: most likely an address of the payment page, cut elsewhere to pass for a pingback.`,
    ]
  }
  if (reason !== 'signature_mismatch') return []
  const causes: string[] = []
  const twin = await genuineTwin(parameters)
  if (twin !== undefined) {
    const names = [...new Set([...Object.keys(twin), ...Object.keys(parameters)])].sort()
    const differing = names.filter(
      (name) => !['sig', 'sign_version'].includes(name) && twin[name] !== parameters[name],
    )
    causes.push(
      differing.length > 0
        ? `A genuine notice of the same payment and type is in the ledger, and differs in ${differing.map((name) => `"${name}"`).join(', ')}: most likely a value was changed.`
        : 'A genuine notice of the same payment and type is in the ledger with the same content: most likely the digest was changed, or another secret key made it.',
    )
  }
  const around = 3_600_000
  const genuine = await db().pingbackAttempt.findFirst({
    where: {
      secret: { not: null },
      verdict: { not: 'rejected' },
      receivedAt: {
        gte: new Date(receivedAt.getTime() - around),
        lte: new Date(receivedAt.getTime() + around),
      },
    },
    select: { id: true },
  })
  causes.push(
    genuine
      ? 'Others that came within an hour of it were verified, so the secret key is right: somebody else signed this one, or it was changed on its way.'
      : 'Nothing that came within an hour of it was verified. If Paymentwall sent it, compare PAYMENTWALL_SECRET_KEY with the project’s secret key first.',
  )
  return causes
}

/** What the ledger has of the payment and type that an arrival claims to be, masked as the log masks. */
async function genuineTwin({
  ref,
  type = '',
}: Record<string, string>): Promise<Record<string, string> | undefined> {
  if (!ref || !/^\d{1,6}$/.test(type)) return undefined
  const twin = await db().pingback.findFirst({
    where: { ref, type: Number(type), part: '' },
    select: { parameters: true },
  })
  return twin ? maskParameters(Object.entries(twin.parameters as Record<string, string>)) : undefined
}

/** No pingback has longer values. What a form shows, it sends back with the next one, whose size is bounded. */
const longestShown = 512

function bounded<Part extends SignedPart | undefined>(part: Part): Part {
  return part && { ...part, name: part.name.slice(0, longestShown), value: part.value.slice(0, longestShown) }
}

function boundedSlip({ difference, ...slip }: Slip): Slip {
  return {
    ...slip,
    sentence: slip.sentence.slice(0, 2 * longestShown),
    ...(difference && {
      difference: {
        at: difference.at,
        expected: bounded(difference.expected),
        signed: bounded(difference.signed),
      },
    }),
  }
}

/** What can be said of an address that somebody has pasted. */
export interface PastedExplanation {
  signature: ShownSignature
  /** What the listener would say of it, by this shop's settings and the secret that was given. */
  verdict: string
  notes: string[]
}

/**
 * Explains an address, or its query, with a secret key: both are forgotten with the answer. Without a secret, those of the shop
 * are asked, and what the digest should be is kept back: it would be a genuine pingback.
 */
export function explainPasted(text: string, secret: string): PastedExplanation {
  const settings = env()
  const query = queryOf(text)
  const own = [...pingbackSecrets(settings)].map(
    ([name, key]) => [`this shop’s ${name} secret key`, key] as const,
  )
  const wrong = [
    ['the project key instead of the secret key', settings.PAYMENTWALL_PROJECT_KEY],
    ...(settings.BRICK_PRIVATE_KEY
      ? [['Brick’s private key of this shop', settings.BRICK_PRIVATE_KEY] as const]
      : []),
    ...(settings.BRICK_PUBLIC_KEY
      ? [['Brick’s public key of this shop', settings.BRICK_PUBLIC_KEY] as const]
      : []),
  ] as const
  const given = secret === '' ? own : [['the secret key that you gave', secret] as const]
  const others = [...(secret === '' ? [] : own), ...wrong].filter(
    ([, key]) => !given.some(([, used]) => used === key),
  )
  const explained = explainSignature(query, given, others)
  const parsed = parsePingback(query, settings.PINGBACK_CUSTOM_PARAMETERS)
  const verified = verifyPingback(query, undefined, {
    ...settings,
    PINGBACK_ALLOWED_IPS: [],
    ...(secret !== '' && {
      PAYMENTWALL_SECRET_KEY: secret,
      PAYMENTWALL_SECRET_KEY_PREVIOUS: undefined,
      BRICK_PRIVATE_KEY: undefined,
    }),
  })
  const { version, algorithm, parts, digests, fits, slip } = explained
  const digest = digests.find((one) => one.secret === fits) ?? digests[0]
  return {
    signature: {
      version,
      algorithm,
      parts: parts.map(bounded),
      given: explained.given.slice(0, longestShown),
      digest: secret === '' && fits === undefined ? undefined : digest?.digest,
      fits,
      slip: slip && boundedSlip(slip),
      faulty: [
        ...(parsed.ok
          ? []
          : (parsed.form?.faults.map(({ parameter }) => parameter) ?? [parsed.parameter ?? ''])),
        ...faultyNames(Object.fromEntries(roughPairs(query))),
      ],
    },
    verdict: verified.ok
      ? 'The listener would take it, by this shop’s settings.'
      : [rejectSentences[verified.reason], verified.recoverable?.advice ?? ''].join(' ').trim(),
    notes:
      secret === ''
        ? [
            'Checked with the secret keys of this shop. What the digest should be is not shown: with it, this would be a genuine pingback.',
          ]
        : [],
  }
}
