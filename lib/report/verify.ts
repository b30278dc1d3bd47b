import { createPublicKey, type KeyObject } from 'node:crypto'
import { splitSignature } from '@/lib/report/signed-page'
import {
  type Envelope,
  envelopeSchema,
  isSignedBy,
  keyName,
  type Statement,
  sha256,
  statementSchema,
} from '@/lib/report/statement'
import { fingerprintOf } from '@/lib/signing-key'

/** What a check of a report's file came to. */
export type Verdict =
  | { state: 'unaltered'; key: string; facts: ReportFacts }
  | { state: 'altered' | 'unsigned'; why: string }

/** What the signature says of the report. */
export interface ReportFacts {
  result: Statement['predicate']['result']
  shop: string
  url: string
  asOf: string
  mode: string
  passed: number
  warned: readonly string[]
  failed: readonly string[]
}

/** The name of a page's own key in its head. */
const keyMeta = 'signing-key'

/**
 * Checks a file of a report, without a network: that it is, byte for byte, one that the signature names. That says by which key
 * it was signed and not whose key this is.
 *
 * @param name as the file is called
 * @param beside the envelope that lies beside it; the page carries its own
 */
export function verifyFile(name: string, file: Buffer, beside?: string): Verdict {
  const signed = splitSignature(file)
  if (!signed && file.includes('<!-- dsse {')) {
    return altered('its last line is not the signature as it was written')
  }
  if (signed) {
    const verdict = check(name, signed.page, signed.envelope)
    const named = keyNamedIn(signed.page)
    if (verdict.state !== 'unaltered' || named === verdict.key) return verdict
    return altered(
      `it was signed again: the page names the key ${named ?? '(none)'}, and the signature is by ${verdict.key}`,
    )
  }
  if (beside === undefined) return { state: 'unsigned', why: 'it has no signature, and none lies beside it' }
  return check(name, file, beside.replace(/\n$/, ''))
}

const altered = (why: string): Verdict => ({ state: 'altered', why })

const keyNamedIn = (page: Buffer) =>
  new RegExp(`<meta name="${keyMeta}" content="([0-9a-f]{64})">`).exec(page.toString('latin1'))?.[1]

function check(name: string, content: Buffer, envelopeText: string): Verdict {
  const envelope = readCanonical(envelopeText)
  if (!envelope) return altered('the signature is damaged: it is no DSSE envelope as it was written')
  const statement = readStatement(envelope)
  const key = statement && keyOf(statement)
  if (!statement || !key) return altered('what is signed is no statement about a go-live report')
  if (!isSignedBy(envelope, key)) return altered('the signature is not valid for what is signed')
  const fingerprint = fingerprintOf(key)
  if (envelope.signatures[0].keyid !== fingerprint) {
    return altered(`the signature names another key (${envelope.signatures[0].keyid}) than it was made with`)
  }
  const digest = sha256(content)
  if (statement.subject.some((file) => file.digest.sha256 === digest)) {
    return { state: 'unaltered', key: fingerprint, facts: factsOf(statement) }
  }
  const own = statement.subject.find((file) => file.name === name)
  return altered(
    own
      ? `its content has changed: its SHA-256 is ${digest}, and ${own.digest.sha256} was signed`
      : `its SHA-256 is ${digest}, which is none of the signed files (${statement.subject.map((file) => file.name).join(', ')})`,
  )
}

/** The envelope, if its text is exactly what `seal` writes: a changed byte that means the same is a changed byte. */
function readCanonical(text: string): Envelope | undefined {
  const envelope = envelopeSchema.safeParse(parsed(text)).data
  if (!envelope) return undefined
  const { payload, payloadType, signatures } = envelope
  const [{ keyid, sig }] = signatures
  const again = JSON.stringify({ payload, payloadType, signatures: [{ keyid, sig }] })
  return again === text && [payload, sig].every(isBase64) ? envelope : undefined
}

const isBase64 = (text: string) => Buffer.from(text, 'base64').toString('base64') === text

function readStatement({ payload }: Envelope): Statement | undefined {
  return statementSchema.safeParse(parsed(Buffer.from(payload, 'base64').toString('utf8'))).data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function keyOf({ predicate }: Statement): KeyObject | undefined {
  const entry = predicate.configuration.find(({ name }) => name === keyName)
  if (entry?.content === undefined) return undefined
  try {
    const key = createPublicKey({ key: Buffer.from(entry.content, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

function factsOf({ predicate }: Statement): ReportFacts {
  const { result, configuration, passedTests, warnedTests, failedTests } = predicate
  const points = configuration.find(({ name }) => name !== keyName)
  const { shop = '', asOf = '', mode = '' } = points?.annotations ?? {}
  return {
    result,
    shop,
    url: points?.uri ?? '',
    asOf,
    mode,
    passed: passedTests.length,
    warned: warnedTests,
    failed: failedTests,
  }
}
