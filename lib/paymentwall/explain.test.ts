import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { explainSignature, queryOf, type SlipKind } from '@/lib/paymentwall/explain'
import vectors from '@/lib/paymentwall/test-vectors.json'

const secret = '00112233445566778899aabbccddeeff'

const explain = (query: string, key = secret, others: [string, string][] = []) =>
  explainSignature(query, [['current', key]], others)

const hash = (version: number, text: string) =>
  createHash(version === 3 ? 'sha256' : 'md5')
    .update(text)
    .digest('hex')

describe('what fits', () => {
  test('is shown part by part, in the order in which it is signed', () => {
    const query =
      'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sign_version=3&sig=66a66e92c99a131b042724b080187ccaff0f137bbceb47302b6aff39fbef2e97'
    expect(explain(query)).toEqual({
      namedVersion: '3',
      version: 3,
      algorithm: 'SHA-256',
      parts: [
        { name: 'goodsid', value: 'order-77' },
        { name: 'ref', value: 'b900001' },
        { name: 'sign_version', value: '3' },
        { name: 'slength', value: '' },
        { name: 'speriod', value: '' },
        { name: 'type', value: '0' },
        { name: 'uid', value: 'u-1001' },
      ],
      given: '66a66e92c99a131b042724b080187ccaff0f137bbceb47302b6aff39fbef2e97',
      digests: [
        { secret: 'current', digest: '66a66e92c99a131b042724b080187ccaff0f137bbceb47302b6aff39fbef2e97' },
      ],
      fits: 'current',
      slip: undefined,
    })
  })

  // The worked examples of pingback.md §12.
  test.each([
    [
      'P1',
      'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sign_version=2',
      '51285837d3ef12de075033da8a05f079',
      2,
    ],
    [
      'P3, version 1',
      'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001',
      '4234811bdc36cefbd41a70077d611636',
      1,
    ],
    [
      'P4, version 1 of Virtual Currency',
      'uid=u-1001&currency=250&type=0&ref=b900002',
      '3858455d02d97e50909e64dda7fd25e5',
      1,
    ],
    [
      'P5, text beyond ASCII',
      'uid=zo%C3%AB&goodsid=caf%C3%A9+pass&slength=1&speriod=month&type=0&ref=b900003&sign_version=3&is_test=1',
      '985e6ef4a1ca5dce1453981949c0b32f30612bba26b2bc3188a56d48615551f1',
      3,
    ],
    [
      'P6, a cart',
      'goodsid[1]=sku-b&goodsid[0]=sku-a&uid=u-1001&type=0&ref=b900004&sign_version=2',
      '9b05eedd214a2386b2723ecbfa0286e0',
      2,
    ],
    [
      'P8, without goods',
      'uid=u-1001&slength=&speriod=&type=200&ref=b900006&sign_version=2',
      'dc5ce8fa12805fc972cb83795af56915',
      2,
    ],
  ])('%s', (_, query, sig, version) => {
    expect(explain(`${query}&sig=${sig}`)).toMatchObject({ fits: 'current', version, slip: undefined })
  })

  test('the elements of an array go by number, from eleven on too', () => {
    const elements = Array.from({ length: 12 }, (_, n) => `goodsid[${n}]=s${n}`)
    const base = `${elements.join('')}ref=b1sign_version=3type=0uid=u`
    const query = `${elements.toReversed().join('&')}&uid=u&type=0&ref=b1&sign_version=3&sig=${hash(3, base + secret)}`
    expect(explain(query).fits).toBe('current')
  })
})

describe('the published vectors', () => {
  const flat = vectors.map((vector, n) => ({ ...vector, n: n + 1 }))

  test.each(flat.filter(({ signatureOk }) => signatureOk))(
    '$n. $name: fits',
    ({ query, secretKey, signVersion }) => {
      expect(explain(query, secretKey)).toMatchObject({
        fits: 'current',
        version: signVersion,
        slip: undefined,
      })
    },
  )

  test.each(flat.filter(({ query }) => query.endsWith('foo')))(
    '$n. $name: more follows the digest, if anything',
    ({ query, secretKey }) => {
      const { fits, slip } = explain(query, secretKey)
      expect(fits).toBeUndefined()
      expect(slip).toMatchObject({ kind: 'signature_form' })
    },
  )

  test('the one that only the defect of a library explains', () => {
    const vector = vectors[6 + 1]
    const { fits, slip } = explain(vector?.query ?? '', vector?.secretKey)
    expect(fits).toBeUndefined()
    expect(slip).toMatchObject({
      kind: 'version',
      isProven: true,
      sentence: expect.stringContaining('"undefined"'),
    })
  })
})

/** A genuine query, taken apart: the signer may then make one mistake. */
interface Made {
  pairs: [string, string][]
  version: 2 | 3
  key: string
}

const baseOf = (pairs: [string, string][], between = '') =>
  [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join(between)
const sent = (pairs: [string, string][], sig: string) => `${new URLSearchParams([...pairs, ['sig', sig]])}`
const put = (pairs: [string, string][], name: string, value: string): [string, string][] =>
  pairs.map(([other, text]) => [other, other === name ? value : text])

/** One mistake of each kind: how the query comes to be, what it is told to be, and the name at which the strings part. */
const slips: [title: string, kind: SlipKind, make: (made: Made) => string, at?: string | undefined][] = [
  [
    'capital letters',
    'signature_form',
    ({ pairs, version, key }) => sent(pairs, hash(version, baseOf(pairs) + key).toUpperCase()),
  ],
  [
    'a digest that was cut',
    'signature_form',
    ({ pairs, version, key }) => sent(pairs, hash(version, baseOf(pairs) + key).slice(0, -4)),
  ],
  [
    'a digest with more behind it',
    'signature_form',
    ({ pairs, version, key }) => sent(pairs, `${hash(version, baseOf(pairs) + key)}00`),
  ],
  [
    'the other version’s algorithm',
    'version',
    ({ pairs, version, key }) => sent(pairs, hash(5 - version, baseOf(pairs) + key)),
  ],
  [
    'the other version throughout, and another one named',
    'version',
    ({ pairs, version, key }) =>
      sent(pairs, hash(5 - version, baseOf(put(pairs, 'sign_version', String(5 - version))) + key)),
    'sign_version',
  ],
  [
    'version 1',
    'version',
    ({ pairs, key }) => {
      const value = (name: string) => pairs.find(([other]) => other === name)?.[1] ?? ''
      const fields = pairs.some(([name]) => name === 'currency')
        ? ['uid', 'currency', 'type', 'ref']
        : ['uid', 'goodsid', 'slength', 'speriod', 'type', 'ref']
      return sent(pairs, hash(2, fields.map((name) => `${name}=${value(name)}`).join('') + key))
    },
  ],
  [
    'another project’s secret',
    'unknown',
    ({ pairs, version }) => sent(pairs, hash(version, `${baseOf(pairs)}another`)),
  ],
  ['no secret', 'secret', ({ pairs, version }) => sent(pairs, hash(version, baseOf(pairs)))],
  [
    'the secret in front',
    'secret',
    ({ pairs, version, key }) => sent(pairs, hash(version, key + baseOf(pairs))),
  ],
  [
    'an HMAC',
    'secret',
    ({ pairs, version, key }) =>
      sent(
        pairs,
        createHmac(version === 3 ? 'sha256' : 'md5', key)
          .update(baseOf(pairs))
          .digest('hex'),
      ),
  ],
  [
    'a line break behind the secret',
    'secret',
    ({ pairs, version, key }) => sent(pairs, hash(version, `${baseOf(pairs)}${key}\n`)),
  ],
  [
    'the order in which they come',
    'order',
    ({ pairs, version, key }) =>
      sent(pairs, hash(version, pairs.map((pair) => pair.join('=')).join('') + key)),
  ],
  [
    'values as they stand in the address',
    'encoding',
    ({ pairs, version, key }) => {
      const strange = put(pairs, 'uid', 'zoë & co')
      return sent(strange, hash(version, baseOf(put(strange, 'uid', 'zo%C3%AB+%26+co')) + key))
    },
    'uid',
  ],
  [
    'values encoded by another rule',
    'encoding',
    ({ pairs, version, key }) => {
      const strange = put(pairs, 'uid', 'zoë & co')
      return sent(strange, hash(version, baseOf(put(strange, 'uid', 'zo%C3%AB%20%26%20co')) + key))
    },
    'uid',
  ],
  [
    'the wrong bytes',
    'encoding',
    ({ pairs, version, key }) =>
      sent(put(pairs, 'uid', 'zoë'), hash(version, baseOf(put(pairs, 'uid', 'zoÃ«')) + key)),
    'uid',
  ],
  [
    'sig among them, empty',
    'sig_included',
    ({ pairs, version, key }) => sent(pairs, hash(version, baseOf([...pairs, ['sig', '']]) + key)),
  ],
  [
    'sig among them, signed twice',
    'sig_included',
    ({ pairs, version, key }) =>
      sent(pairs, hash(version, baseOf([...pairs, ['sig', hash(version, baseOf(pairs) + key)]]) + key)),
  ],
  [
    'an array as a word',
    'array',
    ({ pairs, version, key }) => {
      const rest = pairs.filter(([name]) => name !== 'goodsid')
      const sig = hash(version, baseOf([...rest, ['goodsid', 'Array']]) + key)
      return sent([...rest, ['goodsid[0]', 'a'], ['goodsid[1]', 'b']], sig)
    },
    'goodsid[0]',
  ],
  [
    'ampersands between',
    'separator',
    ({ pairs, version, key }) => sent(pairs, hash(version, baseOf(pairs, '&') + key)),
  ],
  [
    'a type changed on the way',
    'value',
    ({ pairs, version, key }) =>
      sent(put(pairs, 'type', '0'), hash(version, baseOf(put(pairs, 'type', '2')) + key)),
    'type',
  ],
  [
    'a parameter added on the way',
    'value',
    ({ pairs, version, key }) => sent([...pairs, ['note', 'x']], hash(version, baseOf(pairs) + key)),
    'note',
  ],
  [
    'a parameter lost on the way',
    'value',
    ({ pairs, version, key }) => {
      const rest = pairs.filter(([name]) => name !== 'is_test')
      return sent(rest, hash(version, baseOf([...rest, ['is_test', '1']]) + key))
    },
  ],
  [
    'a value changed to one that nobody can guess',
    'unknown',
    ({ pairs, version, key }) => sent(put(pairs, 'ref', 'b999999'), hash(version, baseOf(pairs) + key)),
  ],
]

const made = vectors
  .map((vector, n) => ({ ...vector, n: n + 1 }))
  // Version 1 has tests of its own; of vectors that differ in the sender's address alone, one is enough.
  .filter(({ signatureOk, signVersion, n }) => signatureOk && signVersion !== 1 && ![2, 3, 4].includes(n))

describe.each(made)('one slip in vector $n, version $signVersion', ({ query, secretKey, signVersion }) => {
  const pairs = [...new URLSearchParams(query)].filter(([name]) => name !== 'sig')
  const version = signVersion === 3 ? 3 : 2

  test.each(slips)('%s', (_, kind, make, at) => {
    const { fits, slip } = explain(make({ pairs, version, key: secretKey }), secretKey)
    expect(fits).toBeUndefined()
    expect(slip?.kind).toBe(kind)
    expect(slip?.isProven).toBe(kind !== 'unknown')
    if (at !== undefined)
      expect([slip?.difference?.expected?.name, slip?.difference?.signed?.name]).toContain(at)
  })

  test('another secret that is known', () => {
    const sig = hash(version, `${baseOf(pairs)}another`)
    expect(explain(sent(pairs, sig), secretKey, [['the other one', 'another']]).slip).toMatchObject({
      kind: 'secret',
      isProven: true,
      sentence: expect.stringContaining('the other one'),
    })
  })
})

describe('the first difference', () => {
  test('is the first character of the first part that differs', () => {
    const pairs: [string, string][] = [
      ['uid', 'u'],
      ['type', '0'],
      ['ref', 'b1'],
      ['sign_version', '3'],
    ]
    const sig = hash(3, `ref=b1sign_version=3type=2uid=u${secret}`)
    expect(explain(sent(pairs, sig)).slip).toEqual({
      kind: 'value',
      isProven: true,
      sentence: 'The value of "type" was changed after signing: "2" was signed.',
      difference: {
        at: 'ref=b1sign_version=3type='.length + 1,
        expected: { name: 'type', value: '0' },
        signed: { name: 'type', value: '2' },
      },
    })
  })

  test('is the end, where more was signed', () => {
    const sig = hash(3, `ref=b1sign_version=3type=0sig=${secret}`)
    expect(explain(`type=0&ref=b1&sign_version=3&sig=${sig}`).slip).toMatchObject({
      kind: 'sig_included',
      difference: { expected: undefined, signed: { name: 'sig', value: '' } },
    })
  })
})

describe('what is hinted at, where nothing fits', () => {
  test.each<[string, string, SlipKind]>([
    ['no digest', 'uid=u&type=0&ref=b1&sign_version=3', 'signature_form'],
    ['no hex', `uid=u&type=0&ref=b1&sign_version=3&sig=${'z'.repeat(64)}`, 'signature_form'],
    ['a length that no digest has', 'uid=u&type=0&ref=b1&sign_version=3&sig=abc', 'signature_form'],
    [
      'the length of the other version',
      `uid=u&type=0&ref=b1&sign_version=3&sig=${'a'.repeat(32)}`,
      'version',
    ],
    ['no version, and the length of version 3', `uid=u&type=0&ref=b1&sig=${'a'.repeat(64)}`, 'version'],
    ['names of a signed call', `key=k&uid=u&ag_name=x&sign_version=3&sig=${'a'.repeat(64)}`, 'widget_call'],
    ['nothing', `uid=u&type=0&ref=b1&sign_version=3&sig=${'a'.repeat(64)}`, 'unknown'],
    ['an empty query', '', 'signature_form'],
  ])('%s', (_, query, kind) => {
    expect(explain(query)).toMatchObject({ fits: undefined, slip: { kind, isProven: false } })
  })
})

test.each([
  ['an address', 'https://shop.example/api/pingback?uid=u&type=0', 'uid=u&type=0'],
  ['an address with a fragment', ' https://shop.example/p?uid=u#top ', 'uid=u'],
  ['a query alone', 'uid=u&type=0', 'uid=u&type=0'],
  ['a query with its mark', '?uid=u', 'uid=u'],
  ['letters that nobody encoded', 'uid=zoë', 'uid=zo%C3%AB'],
  ['half a character', 'uid=\ud83e', 'uid=%EF%BF%BD'],
])('reads %s', (_, text, query) => {
  expect(queryOf(text)).toBe(query)
})

test('the longest query of the most parameters is a bounded work', () => {
  const pieces = Array.from({ length: 1000 }, (_, n) => `n${n}=${n % 10}`)
  expect(explain(pieces.join('&')).parts.length).toBeLessThanOrEqual(64)
})
