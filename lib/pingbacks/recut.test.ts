import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { widgetUrl } from '@/lib/paymentwall/widget'
import { verifyPingback } from '@/lib/pingbacks/verify'
import { propertyRuns } from '@/test/support/thoroughness'

// The shopper sees the widget's URL and its signature, which the same secret made. Cut differently, it must be counted as
// forged, without advice to the merchant how to let it in.

type Pair = [name: string, value: string]

const secret = '00112233445566778899aabbccddeeff'

/** The signed string of a widget's URL, and its signature. */
function signedCall(productName: string): { base: string; sign: string; pairs: Pair[] } {
  const url = new URL(
    widgetUrl({
      apiUrl: 'https://api.paymentwall.com',
      projectKey: 'ffeeddccbbaa99887766554433221100',
      secretKey: secret,
      widget: 'pw',
      uid: 'u1001',
      email: 'ann@example.com',
      orderId: 'order77',
      name: productName,
      amount: '9.99',
      currency: 'USD',
      language: 'de',
      successUrl: 'https://shop.example/orders/order77?ref=$ref',
      timestamp: 1_700_000_000,
      history: [['history[registration_ip]', '203.0.113.9']],
      evaluation: true,
    }),
  )
  const pairs = [...url.searchParams].filter(([name]) => name !== 'sign').sort(([a], [b]) => (a < b ? -1 : 1))
  const base = pairs.map(([name, value]) => `${name}=${value}`).join('')
  return { base, sign: url.searchParams.get('sign') ?? '', pairs }
}

const settings = {
  PAYMENTWALL_MODE: 'live' as const,
  PAYMENTWALL_SECRET_KEY: secret,
  PAYMENTWALL_SECRET_KEY_PREVIOUS: undefined,
  PAYMENTWALL_MIN_SIGN_VERSION: 3,
  PINGBACK_CUSTOM_PARAMETERS: ['note'],
  PINGBACK_ALLOWED_IPS: [],
  BRICK_PRIVATE_KEY: undefined,
}

/** Every way to read a piece as a name and a value: its `=` may be any of those in it, the others belong to name or value. */
function readings(piece: string): Pair[] {
  return [...piece.matchAll(/=/g)].map(({ index }) => [piece.slice(0, index), piece.slice(index + 1)])
}

/** Every way to read a part of the string as one pair or as two. */
function* cuts(part: string): Generator<Pair[]> {
  for (const pair of readings(part)) yield [pair]
  for (let end = 1; end < part.length; end++) {
    for (const first of readings(part.slice(0, end))) {
      for (const second of readings(part.slice(end))) yield [first, second]
    }
  }
}

let tried = 0
let fitting = 0

function expectForged(pieces: Pair[], sign: string): void {
  tried++
  const sorted = [...pieces].sort(([a], [b]) => (a < b ? -1 : 1))
  const own = createHash('sha256').update(sorted.map(([name, value]) => `${name}=${value}`).join('') + secret)
  if (own.digest('hex') === sign) fitting++
  const result = verifyPingback(`${new URLSearchParams([...pieces, ['sig', sign]])}`, undefined, settings)
  if (result.ok || result.recoverable) throw new Error(`Taken for Paymentwall's: ${JSON.stringify(pieces)}`)
}

describe('a widget URL cut differently is forged, and raises no advice', { timeout: 60_000 }, () => {
  const { base, sign, pairs } = signedCall('Fox')
  const version = base.indexOf('sign_version=')
  const [before, after] = [base.slice(0, version), base.slice(version)]

  test('the URL is one that the shop signed', () => {
    expect(
      createHash('sha256')
        .update(base + secret)
        .digest('hex'),
    ).toBe(sign)
    expect(version).toBeGreaterThan(0)
  })

  test('every cut into one pair or two', () => {
    for (const cut of cuts(base)) expectForged(cut, sign)
  })

  test('every cut of what comes before the version, and every cut of what comes after', () => {
    ;[tried, fitting] = [0, 0]
    for (const cut of cuts(before)) for (const rest of readings(after)) expectForged([...cut, rest], sign)
    for (const cut of cuts(after)) for (const rest of readings(before)) expectForged([rest, ...cut], sign)
    // Most are in the order in which they are signed, so that their digest fits: the names alone give them away.
    expect(fitting).toBeGreaterThan(tried / 4)
  })

  test('every choice of its own parameters as places to cut, names of pingbacks and of strangers among them', () => {
    ;[tried, fitting] = [0, 0]
    const starts = pairs.map(([name]) => base.indexOf(`${name}=`))
    const between = fc.record({
      kept: fc.subarray(starts.slice(1)),
      others: fc.uniqueArray(fc.integer({ min: 1, max: base.length - 1 }), { maxLength: 3 }),
      equals: fc.infiniteStream(fc.nat(3)),
    })
    fc.assert(
      fc.property(between, ({ kept, others, equals }) => {
        const places = [...new Set([0, ...kept, ...others, base.length])].sort((a, b) => a - b)
        const pieces = places.slice(0, -1).map((start, n) => base.slice(start, places[n + 1]))
        const read = pieces.map((piece) => {
          const all = readings(piece)
          return all[(equals.next().value ?? 0) % Math.max(1, all.length)] ?? ([piece, ''] as Pair)
        })
        expectForged(read, sign)
      }),
      { numRuns: propertyRuns() },
    )
    expect(fitting).toBeGreaterThan(propertyRuns() / 20)
  })

  test('every cut around a whole pingback that somebody wrote into a product’s name', () => {
    ;[tried, fitting] = [0, 0]
    const written = [
      'goodsid=dear',
      'ref=b1',
      'sign_version=3',
      'slength=',
      'speriod=',
      'type=0',
      'uid=u1001',
    ]
    const call = signedCall(`${written.join('')}zz=`)
    const start = call.base.indexOf('goodsid=')
    const [head, tail] = [call.base.slice(0, start), call.base.slice(start + written.join('').length)]
    const middle = written.flatMap((piece) => readings(piece).slice(0, 1))
    for (const cut of cuts(head))
      for (const rest of readings(tail)) expectForged([...cut, ...middle, rest], call.sign)
    for (const cut of cuts(tail))
      for (const rest of readings(head)) expectForged([rest, ...middle, ...cut], call.sign)
    expect(fitting).toBeGreaterThan(100)
  })

  test('the check itself: what Paymentwall signs and nobody configured is told apart from it', () => {
    const genuine: Pair[] = [
      ['colour', 'red'],
      ['goodsid', 'order77'],
      ['ref', 'b1'],
      ['sign_version', '3'],
      ['type', '0'],
      ['uid', 'u1001'],
    ]
    const text = genuine.map(([name, value]) => `${name}=${value}`).join('') + secret
    const sig = createHash('sha256').update(text).digest('hex')
    const result = verifyPingback(`${new URLSearchParams([...genuine, ['sig', sig]])}`, undefined, settings)
    expect(result).toMatchObject({ ok: false, recoverable: { secret: 'current' } })
  })
})
