import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { hdfReport } from '@/lib/report/hdf'
import { reportPage } from '@/lib/report/page'
import { withSignature } from '@/lib/report/signed-page'
import { seal, statementOf } from '@/lib/report/statement'
import { verifyFile } from '@/lib/report/verify'
import { fingerprintOf } from '@/lib/signing-key'
import { assessmentInAllStates, knownFingerprint, knownKey } from '@/test/support/assessments'

const assessment = assessmentInAllStates()
const json = { name: 'report.json', content: hdfReport(assessment) }
const page = reportPage({ assessment, pictures: [], picturesNote: '', json, key: knownFingerprint })
const files = [
  { name: 'report.html', content: Buffer.from(page) },
  { name: 'report.json', content: Buffer.from(json.content) },
]
const envelope = seal(statementOf(assessment, files, knownKey), knownKey)
const signedPage = Buffer.from(withSignature(page, envelope))

const stranger = generateKeyPairSync('ed25519').privateKey

test('the page is checked by what stands in it, under whatever name; other files by the envelope beside them', () => {
  const expected = {
    state: 'unaltered',
    key: knownFingerprint,
    facts: {
      result: 'FAILED',
      shop: 'Foldline',
      url: 'https://shop.example',
      asOf: '2026-11-26T12:00:00.000Z',
      mode: 'test',
      passed: 1,
      warned: ['B10', 'C4'],
      failed: ['C3'],
    },
  }
  expect(verifyFile('renamed.htm', signedPage)).toEqual(expected)
  expect(verifyFile('report.json', Buffer.from(json.content), `${envelope}\n`)).toEqual(expected)
  expect(verifyFile('report.json', Buffer.from(json.content), envelope)).toEqual(expected)
})

test('any one byte that is altered is noticed, wherever it stands', () => {
  const last = signedPage.lastIndexOf('<!-- dsse')
  // Everything of the signature, and of the page a sample whose step meets every kind of place.
  const places = [
    ...Array.from({ length: signedPage.length - last }, (_, at) => last + at),
    ...Array.from({ length: Math.floor(last / 397) }, (_, at) => at * 397),
  ]
  for (const at of places) {
    for (const change of [1, 0x20]) {
      const altered = Buffer.from(signedPage)
      altered[at] = (altered[at] ?? 0) ^ change
      const { state } = verifyFile('report.html', altered)
      expect(state === 'unaltered' ? `byte ${at} by ${change}` : '').toBe('')
    }
  }
  for (const [what, altered] of [
    ['a byte more', Buffer.concat([signedPage, Buffer.from(' ')])],
    ['a byte less', signedPage.subarray(0, -1)],
    ['a byte before', Buffer.concat([Buffer.from('\n'), signedPage])],
    ['a second signature', Buffer.from(withSignature(String(signedPage), envelope))],
  ] as const) {
    expect(verifyFile('report.html', altered).state, what).toBe('altered')
  }
})

test('what was altered is said with both digests', () => {
  const altered = Buffer.from(json.content.replace('"failed"', '"passed"'))
  expect(verifyFile('report.json', altered, envelope)).toEqual({
    state: 'altered',
    why: expect.stringMatching(
      /^its content has changed: its SHA-256 is [0-9a-f]{64}, and [0-9a-f]{64} was signed$/,
    ),
  })
  expect(verifyFile('other.json', altered, envelope)).toEqual({
    state: 'altered',
    why: expect.stringMatching(/none of the signed files \(report\.html, report\.json\)$/),
  })
})

test('a page signed again by another key is named, with both keys', () => {
  const again = seal(statementOf(assessment, files, stranger), stranger)
  expect(verifyFile('report.html', Buffer.from(withSignature(page, again)))).toEqual({
    state: 'altered',
    why: `it was signed again: the page names the key ${knownFingerprint}, and the signature is by ${fingerprintOf(stranger)}`,
  })
  // Who alters the key in the page as well is another signer, and is named as that.
  const forged = page.replaceAll(knownFingerprint, fingerprintOf(stranger))
  const forgedFiles = [{ name: 'report.html', content: Buffer.from(forged) }]
  const forgedEnvelope = seal(statementOf(assessment, forgedFiles, stranger), stranger)
  expect(verifyFile('report.html', Buffer.from(withSignature(forged, forgedEnvelope)))).toMatchObject({
    state: 'unaltered',
    key: fingerprintOf(stranger),
  })
})

test('a signature whose key or payload was put in place of another’s is not believed', () => {
  const parts = JSON.parse(envelope)
  const put = (changes: object) => JSON.stringify({ ...parts, ...changes })
  const foreign = JSON.parse(seal(statementOf(assessment, files, stranger), stranger))
  const content = Buffer.from(json.content)
  for (const [what, text, why] of [
    ['signature of another', put({ signatures: foreign.signatures }), /not valid for what is signed/],
    ['payload of another', put({ payload: foreign.payload }), /not valid for what is signed/],
    [
      'key id of another',
      put({ signatures: [{ ...parts.signatures[0], keyid: foreign.signatures[0].keyid }] }),
      /names another key/,
    ],
    ['another type', put({ payloadType: 'text/plain' }), /no DSSE envelope/],
    ['no signature', put({ signatures: [] }), /no DSSE envelope/],
    ['more names', put({ more: 1 }), /no DSSE envelope/],
    ['no JSON', 'nothing', /no DSSE envelope/],
    ['no statement', put({ payload: Buffer.from('{}').toString('base64') }), /no statement/],
  ] as const) {
    expect(verifyFile('report.json', content, text), what).toEqual({
      state: 'altered',
      why: expect.stringMatching(why),
    })
  }
})

test('what has no signature is unsigned, and never unaltered', () => {
  expect(verifyFile('report.json', Buffer.from(json.content)).state).toBe('unsigned')
  expect(verifyFile('report.html', Buffer.from(page)).state).toBe('unsigned')
  expect(verifyFile('empty', Buffer.alloc(0)).state).toBe('unsigned')
  expect(verifyFile('ends', Buffer.from('<!-- dsse {} -->\n')).state).toBe('altered')
})
