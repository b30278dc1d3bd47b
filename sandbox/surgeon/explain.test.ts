import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeParameters, type Parameter } from '../core/parameters'
import { baseString, baseStringV1, digest, type SignVersion } from '../core/signature'
import { explain } from './explain'
import type { NamedSecret } from './subject'

const secret = '00112233445566778899aabbccddeeff'
const secrets: NamedSecret[] = [
  { name: "the project's secret key", secret },
  { name: 'the secret key of project "other"', secret: 'another-secret' },
]

const plain: Parameter[] = [
  ['uid', 'user 1'],
  ['goodsid', 'order-7'],
  ['slength', ''],
  ['speriod', ''],
  ['type', '0'],
  ['ref', 'b1493096790'],
  ['Note', 'Käse & Brot'],
]
const versioned = (version: string, parameters = plain): Parameter[] => [
  ...parameters,
  ['sign_version', version],
]
const glued = (parameters: readonly Parameter[]) =>
  parameters.map(([name, value]) => `${name}=${value}`).join('')
const sorted = (parameters: readonly Parameter[]) =>
  [...parameters].sort(([left], [right]) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function pingback(sig: string, parameters = versioned('3'), address = 'http://shop.example/pw?') {
  return explain(address + encodeParameters([...parameters, ['sig', sig]]), secrets)
}
const good = (parameters = versioned('3'), version: SignVersion = 3) =>
  digest(baseString(parameters, 'sig'), secret, version)

it('shows the base string part by part, in its order', () => {
  const explanation = pingback(good())
  expect(explanation).toMatchObject({ kind: 'pingback', signVersion: 3, fits: true, causes: [] })
  expect(explanation.parts.map(({ name }) => name)).toEqual([
    'Note',
    'goodsid',
    'ref',
    'sign_version',
    'slength',
    'speriod',
    'type',
    'uid',
  ])
  expect(explanation.parts.map(({ text }) => text).join('')).toBe(explanation.baseString)
  expect(explanation.expected).toBe(explanation.received)
})

it('shows the fixed list of version 1', () => {
  const explanation = pingback(digest(baseStringV1(plain), secret, 1), plain)
  expect(explanation.fits).toBe(true)
  expect(explanation.parts.map(({ text }) => text).join('')).toBe(explanation.baseString)
  expect(explanation.notes.join()).toContain('Version 1 protects')
})

it.each<[string, Parameter[], string[]]>([
  [
    'virtual currency',
    [
      ['uid', 'u'],
      ['currency', '250'],
      ['type', '0'],
      ['ref', 'b1'],
      ['is_test', '1'],
    ],
    ['uid', 'currency', 'type', 'ref'],
  ],
  [
    'a cart',
    [
      ['uid', 'u'],
      ['goodsid[0]', 'a'],
      ['goodsid[1]', 'b'],
      ['type', '0'],
      ['ref', 'b1'],
      ['reason', '9'],
    ],
    ['uid', 'goodsid[0]', 'goodsid[1]', 'type', 'ref'],
  ],
])('shows what version 1 signs of %s', (_name, parameters, names) => {
  const text = names.map((name) => `${name}=${new Map(parameters).get(name)}`).join('')
  const explanation = pingback(digest(text, secret, 1), parameters)
  expect(explanation.fits).toBe(true)
  expect(explanation.parts.map(({ name }) => name)).toEqual(names)
})

it('sorts the elements of an array by number', () => {
  const parameters = versioned(
    '3',
    [...Array(11).keys()].map((index): Parameter => [`goodsid[${index}]`, `p${index}`]),
  )
  const explanation = pingback(good(parameters), parameters)
  expect(explanation.fits).toBe(true)
  expect(explanation.parts.map(({ text }) => text).join('')).toBe(explanation.baseString)
  expect(pingback(sha256(glued(sorted(parameters)) + secret), parameters).causes.join()).toContain(
    'sorted as text',
  )
})

describe('finds the likely cause', () => {
  const v3 = versioned('3')
  const encodedFirst = (spaces: 'percent' | 'plus') =>
    sha256(
      sorted(v3)
        .map(([name, value]) => `${name}${encodeParameters([['', value]], spaces)}`)
        .join('') + secret,
    )
  it.each<[string, () => string, string]>([
    ['another version', () => good(v3, 2), 'signed as version 2'],
    ['version 1', () => digest(baseStringV1(v3), secret, 1), 'signed as version 1'],
    ['the order of sending', () => sha256(glued(v3) + secret), 'in the order in which they were sent'],
    [
      'an order without regard to case',
      () => sha256(glued([...v3].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))) + secret),
      'without regard to case',
    ],
    ['percent-encoding', () => encodedFirst('percent'), 'percent-encoded'],
    ['form-encoding', () => encodedFirst('plus'), 'form-encoded'],
    ["another project's secret", () => digest(baseString(v3, 'sig'), 'another-secret', 3), 'project "other"'],
    ['a line break behind the secret', () => digest(baseString(v3, 'sig'), `${secret}\n`, 3), 'line break'],
    ['sig in the base string', () => sha256(glued(sorted([...v3, ['sig', '']])) + secret), 'sig, empty'],
    [
      'empty values left out',
      () => good(v3.filter(([, value]) => value !== '')),
      'Empty values were left out',
    ],
    ['sign_version left out', () => good(plain), 'sign_version was left out'],
    [
      'a separator',
      () =>
        sha256(
          sorted(v3)
            .map((pair) => pair.join('='))
            .join('&') + secret,
        ),
      'without any separator',
    ],
    ['the secret in front', () => sha256(secret + baseString(v3, 'sig')), 'was put before the base string'],
    ['an HMAC', () => createHmac('sha256', secret).update(baseString(v3, 'sig')).digest('hex'), 'HMAC'],
    ['upper case', () => good().toUpperCase(), 'in upper case'],
    [
      'a parameter added after signing',
      () => good(v3.filter(([name]) => name !== 'Note')),
      'The parameter Note was not signed',
    ],
    ['no signature', () => '', 'There is no signature'],
    ['nothing usual', () => 'a'.repeat(64), 'No usual mistake explains it'],
    ['a digest of the wrong length', () => 'a'.repeat(32), 'the length of MD5'],
  ])('%s', (_name, sign, cause) => {
    const explanation = pingback(sign())
    expect(explanation.fits).toBe(false)
    expect(explanation.causes.join(' ')).toContain(cause)
  })

  it('two at once', () => {
    const explanation = pingback(
      createHash('md5')
        .update(glued(v3) + secret)
        .digest('hex'),
    )
    expect(explanation.causes.join(' ')).toContain('in the order in which they were sent')
    expect(explanation.causes).toHaveLength(2)
  })

  it('an array without its brackets', () => {
    const cart = versioned('3', [
      ['goodsid[0]', 'a'],
      ['uid', 'u'],
    ])
    const bare = sha256(glued(sorted(cart.map(([name, value]) => [name.replace('[0]', ''), value]))) + secret)
    expect(pingback(bare, cart).causes.join()).toContain('lost their brackets')
  })
})

it('reads an address, a path, a line of a log and a bare query alike', () => {
  const query = encodeParameters([...versioned('3'), ['sig', good()]])
  for (const text of [
    query,
    `/pw?${query}`,
    `"GET /pw?${query} HTTP/1.1"`,
    `https://shop.example/pw?${query}#top`,
  ]) {
    expect(explain(text, secrets).fits).toBe(true)
  }
})

it('knows a call by its sign', () => {
  const call = versioned('3', [
    ['key', 'k'],
    ['uid', 'u'],
    ['ag_name', 'x=y'],
  ])
  const sign = digest(baseString(call, 'sign'), secret, 3)
  const explanation = explain(
    `https://api.example/api/subscription?${encodeParameters([...call, ['sign', sign]])}`,
    secrets,
  )
  expect(explanation).toMatchObject({ kind: 'call', fits: true })
  expect(explanation.notes.join()).toContain('"=" in ag_name')
})

it('takes whatever is pasted', () => {
  for (const text of [
    '',
    '?',
    'sig',
    '&&==&',
    '%',
    'a[b][c]=1&sig=%FF',
    '__proto__=1&sign=x',
    '['.repeat(5_000),
  ]) {
    expect(() => explain(text, secrets)).not.toThrow()
  }
})
