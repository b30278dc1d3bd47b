import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  isSignedBy,
  payloadType,
  preAuthentication,
  seal,
  statementOf,
  statementSchema,
} from '@/lib/report/statement'
import { readSigningKey } from '@/lib/signing-key'
import { assessmentInAllStates, knownFingerprint, knownKey, knownKeyText } from '@/test/support/assessments'

// By hand: printf 'DSSEv1 28 application/vnd.in-toto+json 18 {"hello":"wörld"}' into a file, then
// openssl pkeyutl -sign -inkey key.der -keyform DER -rawin -in FILE | base64
const body = Buffer.from('{"hello":"wörld"}')
const encoded = 'DSSEv1 28 application/vnd.in-toto+json 18 {"hello":"wörld"}'
const signature = 'O7+AlhbiC986oFxGJSvy7sB+lCmk18BAIhzNNEm0rcFtFx++JIbsaFH3WBP2GBDTFjVrhSpX7L/CcV9rQwaJAQ=='

test('the signed bytes are DSSE’s pre-authentication encoding, and the signature is the one that openssl makes', () => {
  expect(preAuthentication(payloadType, body).toString('utf8')).toBe(encoded)
  const envelope = {
    payload: body.toString('base64'),
    payloadType,
    signatures: [{ keyid: '', sig: signature }] as [{ keyid: string; sig: string }],
  } as const
  expect(isSignedBy({ ...envelope, signatures: [...envelope.signatures] }, createPublicKey(knownKey))).toBe(
    true,
  )
  const other = { ...envelope, payload: Buffer.from('{"hello":"world"}').toString('base64') }
  expect(isSignedBy({ ...other, signatures: [...envelope.signatures] }, createPublicKey(knownKey))).toBe(
    false,
  )
})

test('the statement names each file by its digest, how the points stand, and the key', () => {
  const files = [{ name: 'a.json', content: Buffer.from('abc') }]
  const statement = statementOf(assessmentInAllStates(), files, knownKey)
  expect(statement).toEqual({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      {
        name: 'a.json',
        // FIPS 180-2, appendix B.1
        digest: { sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
      },
    ],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: 'FAILED',
      configuration: [
        {
          name: 'check points',
          uri: 'https://shop.example',
          digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
          annotations: {
            shop: 'Foldline',
            asOf: '2026-11-26T12:00:00.000Z',
            mode: 'test',
            project: '0123456789abcdef',
          },
        },
        {
          name: 'public key',
          digest: { sha256: knownFingerprint },
          content: 'MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
        },
      ],
      passedTests: ['B8'],
      warnedTests: ['B10', 'C4'],
      failedTests: ['C3'],
    },
  })
})

test('the result is a warning while something is not yet proven, and passed once everything is', () => {
  const resultOf = (...ids: string[]) => {
    const all = assessmentInAllStates()
    const points = all.points.filter(({ id }) => ids.includes(id))
    return statementOf({ ...all, points }, [{ name: 'a', content: body }], knownKey).predicate.result
  }
  expect(resultOf('B8', 'B10')).toBe('WARNED')
  expect(resultOf('B8', 'C4')).toBe('WARNED')
  expect(resultOf('B8', 'C3', 'B10')).toBe('FAILED')
  expect(resultOf('B8', 'E', 'G1')).toBe('PASSED')
})

test('the envelope holds the statement, and its signature is right by Node’s own check', () => {
  const statement = statementOf(assessmentInAllStates(), [{ name: 'a.json', content: body }], knownKey)
  const envelope = JSON.parse(seal(statement, knownKey))
  expect(Object.keys(envelope)).toEqual(['payload', 'payloadType', 'signatures'])
  expect(envelope.payloadType).toBe('application/vnd.in-toto+json')
  expect(envelope.signatures).toEqual([{ keyid: knownFingerprint, sig: expect.any(String) }])
  const payload = Buffer.from(envelope.payload, 'base64')
  expect(statementSchema.parse(JSON.parse(payload.toString('utf8')))).toEqual(statement)
  const signed = Buffer.from(`DSSEv1 28 application/vnd.in-toto+json ${payload.length} ${payload}`)
  const sig = Buffer.from(envelope.signatures[0].sig, 'base64')
  expect(verify(null, signed, createPublicKey(knownKey), sig)).toBe(true)
})

test('a key is read as PEM, with its line ends escaped too, and in base64 of PEM or DER; any other is refused', () => {
  const pem = `-----BEGIN PRIVATE KEY-----\n${knownKeyText}\n-----END PRIVATE KEY-----\n`
  for (const text of [knownKeyText, pem, pem.replaceAll('\n', '\\n'), Buffer.from(pem).toString('base64')]) {
    expect(readSigningKey(text).equals(knownKey)).toBe(true)
  }
  const { privateKey: other } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const otherKind = String(other.export({ type: 'pkcs8', format: 'pem' }))
  for (const text of ['', 'secret', otherKind, knownKeyText.slice(0, -8)]) {
    expect(() => readSigningKey(text)).toThrow()
  }
})
