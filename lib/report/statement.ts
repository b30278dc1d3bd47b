import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import type { Assessment } from '@/lib/golive/assessment'
import { sectionsOf } from '@/lib/report/order'
import { rulesDigest } from '@/lib/report/rules-digest'
import { fingerprintOf, publicBytes } from '@/lib/signing-key'

/** A file of the report, by the name under which it is downloaded. */
export interface SignedFile {
  name: string
  content: Uint8Array
}

export const payloadType = 'application/vnd.in-toto+json'
const statementType = 'https://in-toto.io/Statement/v1'
const predicateType = 'https://in-toto.io/attestation/test-result/v0.1'

const digestSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })

const descriptorSchema = z.object({
  name: z.string(),
  uri: z.string().optional(),
  digest: digestSchema,
  content: z.base64().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
})

/** An in-toto statement of a test's result. */
export const statementSchema = z.object({
  _type: z.literal(statementType),
  subject: z.array(z.object({ name: z.string(), digest: digestSchema })).min(1),
  predicateType: z.literal(predicateType),
  predicate: z.object({
    result: z.enum(['PASSED', 'WARNED', 'FAILED']),
    configuration: z.array(descriptorSchema),
    passedTests: z.array(z.string()),
    warnedTests: z.array(z.string()),
    failedTests: z.array(z.string()),
  }),
})

export type Statement = z.infer<typeof statementSchema>

/** A DSSE envelope with one signature. */
export const envelopeSchema = z.strictObject({
  payload: z.string(),
  payloadType: z.literal(payloadType),
  signatures: z.tuple([z.strictObject({ keyid: z.string(), sig: z.string() })]),
})

export type Envelope = z.infer<typeof envelopeSchema>

export const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex')

/**
 * What is signed of a report: the digests of its files, and how the points stand. A point that nothing was tried of, since it
 * is not used or only said, is no test. The public key stands in it, so that who has nothing but the files can check them.
 */
export function statementOf(assessment: Assessment, files: readonly SignedFile[], key: KeyObject): Statement {
  const points = sectionsOf(assessment).flatMap((section) => section.points)
  const named = (...states: string[]) =>
    points.filter(({ state }) => states.includes(state)).map(({ id }) => id)
  const [passedTests, warnedTests, failedTests] = [
    named('proven'),
    named('not_yet', 'unchecked'),
    named('failed'),
  ]
  const { asOf, mode, project, shop } = assessment
  return {
    _type: statementType,
    subject: files.map(({ name, content }) => ({ name, digest: { sha256: sha256(content) } })),
    predicateType,
    predicate: {
      result: failedTests.length > 0 ? 'FAILED' : warnedTests.length > 0 ? 'WARNED' : 'PASSED',
      configuration: [
        {
          name: 'check points',
          uri: shop.url,
          digest: { sha256: rulesDigest(points) },
          annotations: { shop: shop.name, asOf, mode, project },
        },
        {
          name: keyName,
          digest: { sha256: fingerprintOf(key) },
          content: publicBytes(key).toString('base64'),
        },
      ],
      passedTests,
      warnedTests,
      failedTests,
    },
  }
}

/** The name of the configuration entry that holds the public key. */
export const keyName = 'public key'

/**
 * The bytes that a DSSE signature is over: the pre-authentication encoding. Lengths are in bytes.
 */
export function preAuthentication(type: string, body: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `
  return Buffer.concat([Buffer.from(head), body])
}

/** Signs a statement: a DSSE envelope with an Ed25519 signature, as one line of JSON. */
export function seal(statement: Statement, key: KeyObject): string {
  const body = Buffer.from(JSON.stringify(statement))
  const envelope: Envelope = {
    payload: body.toString('base64'),
    payloadType,
    signatures: [
      {
        keyid: fingerprintOf(key),
        sig: sign(null, preAuthentication(payloadType, body), key).toString('base64'),
      },
    ],
  }
  return JSON.stringify(envelope)
}

/** Whether an envelope's signature is one of its payload by this key. */
export function isSignedBy({ payload, signatures: [{ sig }] }: Envelope, key: KeyObject): boolean {
  const signed = preAuthentication(payloadType, Buffer.from(payload, 'base64'))
  return verify(null, signed, key, Buffer.from(sig, 'base64'))
}
