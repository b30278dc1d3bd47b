import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verifySignature } from '@/lib/paymentwall/pingback'
import { type SignVersion, signature } from '@/lib/paymentwall/signature'
import vectors from '@/lib/paymentwall/test-vectors.json'
import { type RejectReason, verifyPingback } from '@/lib/pingbacks/verify'
import { propertyRuns } from '@/test/support/thoroughness'

const secret = '00112233445566778899aabbccddeeff'
type Settings = Parameters<typeof verifyPingback>[2]

const settings: Settings = {
  PAYMENTWALL_MODE: 'live',
  PAYMENTWALL_SECRET_KEY: secret,
  PAYMENTWALL_SECRET_KEY_PREVIOUS: undefined,
  PAYMENTWALL_MIN_SIGN_VERSION: 3,
  PINGBACK_CUSTOM_PARAMETERS: [],
  PINGBACK_ALLOWED_IPS: [],
  BRICK_PRIVATE_KEY: undefined,
}

/** The provider's published addresses (pingback.md §8). */
const published = ['174.36.92.186', '174.36.92.187', '174.36.92.192', '174.36.96.66', '216.127.71.0/24']

const payment: [string, string][] = [
  ['uid', 'u-1001'],
  ['goodsid', 'order-77'],
  ['slength', ''],
  ['speriod', ''],
  ['type', '0'],
  ['ref', 'b900001'],
]

function signed(version: SignVersion = 3, key = secret, extra: [string, string][] = []): string {
  const pairs: [string, string][] = [...payment, ...extra, ['sign_version', String(version)]]
  return `${new URLSearchParams([...pairs, ['sig', signature(pairs, version, key)]])}`
}

const verdictOf = (query: string, changes: Partial<Settings> = {}, address?: string) => {
  const result = verifyPingback(query, address, { ...settings, ...changes })
  return result.ok ? 'accepted' : result.reason
}

describe('the published vectors: what the signature says, and what the listener says', () => {
  // The listener takes Digital Goods in version 2 (where the merchant allows it) and 3; never version 1, arrays or
  // Virtual Currency.
  const verdicts: ['good' | 'bad', 'accepted' | RejectReason][] = [
    ['good', 'accepted'],
    ['good', 'address_refused'],
    ['good', 'accepted'],
    ['good', 'address_refused'],
    ['bad', 'malformed_value'],
    ['good', 'accepted'],
    ['bad', 'version_refused'],
    ['bad', 'unknown_parameter'],
    ['bad', 'unknown_parameter'],
    ['good', 'unknown_parameter'],
    ['bad', 'unknown_parameter'],
    ['good', 'unknown_parameter'],
    ['bad', 'unknown_parameter'],
  ]

  test('there is a verdict for each', () => expect(vectors).toHaveLength(verdicts.length))

  test.each(
    vectors.map((vector, n) => {
      const [sign, listener] = verdicts[n] ?? []
      return { ...vector, n: n + 1, sign, listener }
    }),
  )('$n. $name: signature $sign, listener $listener', (vector) => {
    const fits = verifySignature(new Map(new URLSearchParams(vector.query)), [['current', vector.secretKey]])
    expect(fits === 'current').toBe(vector.sign === 'good')
    // Version 1 is the one thing that the vectors call good and we don't.
    expect(vector.sign === 'good').toBe(vector.signatureOk && vector.signVersion !== 1)
    const changes = {
      PAYMENTWALL_SECRET_KEY: vector.secretKey,
      PAYMENTWALL_MIN_SIGN_VERSION: 2,
      PINGBACK_ALLOWED_IPS: published,
    }
    expect(verdictOf(vector.query, changes, vector.ip)).toBe(vector.listener)
    if (vector.listener === 'accepted') expect(vector.valid).toBe(true)
  })

  test('an array is refused with a right signature', () => {
    const query =
      'uid=u-1001&goodsid[0]=sku-a&goodsid[1]=sku-b&type=0&ref=b900004&sign_version=2&sig=9b05eedd214a2386b2723ecbfa0286e0'
    expect(verifySignature(new Map(new URLSearchParams(query)), [['current', secret]])).toBe('current')
    expect(verdictOf(query, { PAYMENTWALL_MIN_SIGN_VERSION: 2 })).toBe('unknown_parameter')
  })
})

describe('the version', () => {
  test.each([
    [3, 3, 'accepted'],
    [2, 3, 'version_refused'],
    [3, 2, 'accepted'],
    [2, 2, 'accepted'],
  ] as const)('version %d where %d is the least: %s', (version, least, verdict) => {
    expect(verdictOf(signed(version), { PAYMENTWALL_MIN_SIGN_VERSION: least })).toBe(verdict)
  })

  const digests = new URLSearchParams(signed(3)).get('sig') ?? ''
  const unversioned = `${new URLSearchParams(payment)}&sig=${digests}`
  test.each([
    ['absent', unversioned, 'version_refused'],
    ['1', `${unversioned}&sign_version=1`, 'malformed_value'],
    ['99', `${unversioned}&sign_version=99`, 'malformed_value'],
    ['3abc', `${unversioned}&sign_version=3abc`, 'malformed_value'],
    ['empty', `${unversioned}&sign_version=`, 'malformed_value'],
    ['2 with the digest of 3', `${unversioned}&sign_version=2`, 'signature_mismatch'],
  ])('%s', (_, query, reason) => {
    expect(verdictOf(query, { PAYMENTWALL_MIN_SIGN_VERSION: 2 })).toBe(reason)
  })

  test('3 with the digest of 2', () => {
    const md5 = new URLSearchParams(signed(2)).get('sig') ?? ''
    const query = new URLSearchParams(signed(3))
    query.set('sig', md5)
    expect(verdictOf(query.toString())).toBe('signature_mismatch')
  })
})

describe('the secret', () => {
  const previous = 'ffeeddccbbaa99887766554433221100'
  const brickTest = 't_9f8e7d6c5b4a39281706f5e4d3c2b1'
  const secretOf = (query: string, changes: Partial<Settings> = {}) => {
    const result = verifyPingback(query, undefined, { ...settings, ...changes })
    return result.ok ? result.secret : result.reason
  }

  test('during a rotation both fit, and the log says which', () => {
    const rotating = { PAYMENTWALL_SECRET_KEY_PREVIOUS: previous }
    expect(secretOf(signed(3, secret), rotating)).toBe('current')
    expect(secretOf(signed(3, previous), rotating)).toBe('previous')
    expect(secretOf(signed(3, previous))).toBe('signature_mismatch')
  })

  test.each([
    ['local', 'brick-test'],
    ['test', 'brick-test'],
    ['live', 'signature_mismatch'],
  ] as const)('the Brick test key in %s mode: %s', (mode, verdict) => {
    const changes = { PAYMENTWALL_MODE: mode, BRICK_PRIVATE_KEY: brickTest }
    expect(secretOf(signed(3, brickTest), changes)).toBe(verdict)
  })

  test('a Brick live key signs no pingback', () => {
    const live = '9f8e7d6c5b4a39281706f5e4d3c2b1a0'
    const changes = { PAYMENTWALL_MODE: 'test' as const, BRICK_PRIVATE_KEY: live }
    expect(secretOf(signed(3, live), changes)).toBe('signature_mismatch')
  })
})

describe('the source', () => {
  const listed = { PINGBACK_ALLOWED_IPS: [...published, '2001:db8::/32'] }

  test.each([
    ['174.36.92.186', 'accepted'],
    ['174.36.92.188', 'address_refused'],
    ['216.127.71.0', 'accepted'],
    ['216.127.71.255', 'accepted'],
    ['216.127.70.255', 'address_refused'],
    ['216.127.72.0', 'address_refused'],
    ['216.127.71.256', 'address_refused'],
    ['216.127.71.007', 'address_refused'],
    ['::ffff:174.36.92.186', 'accepted'],
    ['::ffff:1.2.3.4', 'address_refused'],
    ['2001:db8:ffff::1', 'accepted'],
    ['2001:db9::', 'address_refused'],
    [undefined, 'address_refused'],
  ])('%s: %s', (address, verdict) => {
    expect(verdictOf(signed(), listed, address)).toBe(verdict)
  })

  test('does not matter without a list, known or not', () => {
    expect([verdictOf(signed(), {}, '1.2.3.4'), verdictOf(signed())]).toEqual(['accepted', 'accepted'])
  })
})

describe('the first check that fails decides', () => {
  const listed = { PINGBACK_ALLOWED_IPS: published, PINGBACK_CUSTOM_PARAMETERS: ['note'] }
  const wrongKey = 'ffeeddccbbaa99887766554433221100'

  test.each([
    ['grammar before version', signed(2).replace('u-1001', 'u 1001'), 400, 'malformed_value'],
    ['version before signature', signed(2, wrongKey), 403, 'version_refused'],
    ['signature before source', signed(3, wrongKey), 403, 'signature_mismatch'],
    ['source last', signed(3), 403, 'address_refused'],
    ['length before all', `${signed()}&x=`.padEnd(9000, 'x'), 414, 'query_too_long'],
  ])('%s', (_, query, status, reason) => {
    expect(verifyPingback(query, '1.2.3.4', { ...settings, ...listed })).toMatchObject({
      ok: false,
      status,
      reason,
    })
  })

  test('a custom parameter is signed like any other', () => {
    const query = signed(3, secret, [['note', 'Grüße']])
    expect(verdictOf(query, { PINGBACK_CUSTOM_PARAMETERS: ['note'] })).toBe('accepted')
    expect(verdictOf(query.replace('Gr', 'gr'), { PINGBACK_CUSTOM_PARAMETERS: ['note'] })).toBe(
      'signature_mismatch',
    )
    expect(verdictOf(query)).toBe('unknown_parameter')
  })
})

describe('what Paymentwall signed and a setting keeps out', { timeout: 60_000 }, () => {
  const recoverableOf = (query: string, changes: Partial<Settings> = {}, address?: string) => {
    const result = verifyPingback(query, address, { ...settings, ...changes })
    return result.ok ? undefined : result.recoverable
  }
  const wrongKey = 'ffeeddccbbaa99887766554433221100'
  const version1 =
    'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sig=4234811bdc36cefbd41a70077d611636'
  const published = { PINGBACK_ALLOWED_IPS: ['216.127.71.0/24'] }

  test.each<[string, string, Partial<Settings>, string[]]>([
    [
      'a name that nobody configured',
      signed(3, secret, [['colour', 'red']]),
      {},
      ['"colour"', 'PINGBACK_CUSTOM_PARAMETERS'],
    ],
    [
      'several',
      signed(3, secret, [
        ['a', ''],
        ['b', ''],
      ]),
      {},
      ['"a"', '"b"'],
    ],
    [
      'a name that no list can hold',
      signed(3, secret, [['my-colour', 'red']]),
      {},
      ['"my-colour"', 'rename it'],
    ],
    [
      'a value that the shop does not understand',
      signed(3, secret, [['price', '9,99']]),
      { PINGBACK_CUSTOM_PARAMETERS: ['price'] },
      ['"price"', 'docs/pingbacks.md'],
    ],
    [
      'a value with =',
      signed(3, secret, [['note', 'a=b']]),
      { PINGBACK_CUSTOM_PARAMETERS: ['note'] },
      ['"note"', '"="'],
    ],
    ['version 2', signed(2), {}, ['Pingback Signature Version 3', 'PAYMENTWALL_MIN_SIGN_VERSION=2']],
    [
      'version 2 and a name',
      signed(2, secret, [['colour', 'red']]),
      {},
      ['"colour"', 'Pingback Signature Version 3'],
    ],
    ['version 1', version1, {}, ['Pingback Signature Version 3']],
    [
      'version 1, where 2 is the least',
      version1,
      { PAYMENTWALL_MIN_SIGN_VERSION: 2 },
      ['Pingback Signature Version 3'],
    ],
    ['version 1, named', `${version1}&sign_version=1`, {}, ['Pingback Signature Version 3']],
    ['a sender who is not listed', signed(), published, ['203.0.113.9', 'PINGBACK_ALLOWED_IPS']],
  ])('%s: the parameter and the setting are named', (_, query, changes, words) => {
    const found = recoverableOf(query, changes, '203.0.113.9')
    expect(found?.secret).toBe('current')
    for (const word of words) expect(found?.advice).toContain(word)
  })

  test.each<[string, string, Partial<Settings>]>([
    ['a guessed secret', signed(3, wrongKey, [['colour', 'red']]), {}],
    ['a guessed secret in version 2', signed(2, wrongKey), {}],
    ['a guessed secret from a stranger', signed(3, wrongKey), published],
    ['a name added by a stranger', signed().replace('&sig=', '&colour=red&sig='), {}],
    ['a wrong signature', signed().replace('u-1001', 'u-1002'), {}],
    ['a name of our own signed calls', signed(3, secret, [['ag_name', 'Fox']]), {}],
    ['an array', signed(3, secret, [['colour[]', 'red']]), {}],
  ])('%s: no advice', (_, query, changes) => {
    expect(verifyPingback(query, '203.0.113.9', { ...settings, ...changes }).ok).toBe(false)
    expect(recoverableOf(query, changes, '203.0.113.9')).toBeUndefined()
  })

  test('no query whatever makes it throw', () => {
    const piece = fc.oneof(
      fc.constantFrom('uid=', 'sig=', 'type=0', '&', '=', '%', '%FF', '%00', '[', ']', '__proto__', signed()),
      fc.string({ unit: 'binary', maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(verifyPingback(pieces.join(''), undefined, settings)).toHaveProperty('ok')
      }),
      { numRuns: propertyRuns() },
    )
  })
})
