import { createHash } from 'node:crypto'
import fc from 'fast-check'
import library from 'paymentwall'
import { describe, expect, test } from 'vitest'
import { isAddressListed } from '@/lib/http/client-address'
import { parsePingback, verifySignature } from '@/lib/paymentwall/pingback'
import { signature } from '@/lib/paymentwall/signature'
import { signedUrl } from '@/lib/paymentwall/signed-url'
import { widgetUrl } from '@/lib/paymentwall/widget'
import { readEvent } from '@/lib/pingbacks/event'
import { propertyRuns } from '@/test/support/thoroughness'

// The provider's own library for Node is the judge of everything that is ordinary. Where it is known to be wrong
// (pingback.md §11, widget.md §4), a test of its own shows the difference.

const projectKey = 'ffeeddccbbaa99887766554433221100'
const secret = '00112233445566778899aabbccddeeff'
const digitalGoods = 2
new library.Configure(digitalGoods, projectKey, secret)

const customNames = ['price', 'price_currency', 'note', 'A_first', 'zz']
const addresses = ['174.36.92.186', '216.127.71.0/24']

const officialVerdict = (query: string) => new library.Pingback(query, '').validate(true)

const ownVerdict = (query: string) => {
  const parsed = parsePingback(query, customNames)
  return parsed.ok && verifySignature(parsed.parameters, [['current', secret]]) !== undefined
}

const signed = (pairs: [string, string][], version: 2 | 3 = 3, key = secret) =>
  `${new URLSearchParams([...pairs, ['sig', signature(pairs, version, key)]])}`

const text = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength })
const word = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-'
const freeText = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter((value) => !/[=\p{Cc}\ufffd]/u.test(value) && value.length <= 512)

const genuine = fc
  .record(
    {
      uid: text(`${word}.@+`, 1, 64),
      goodsid: text(`${word}.`, 1, 80),
      type: fc.constantFrom('0', '1', '2', '12', '13', '14', '200', '201', '202', '203', '220'),
      ref: text(word, 1, 64),
      sign_version: fc.constantFrom('2', '3'),
      slength: fc.oneof(fc.constant(''), fc.integer({ min: -999, max: 999 }).map(String)),
      speriod: fc.constantFrom('', 'day', 'week', 'month', 'year'),
      is_test: fc.constant('1'),
      reason: fc.integer({ min: 1, max: 10 }).map(String),
      price: fc.integer({ min: 0, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
      price_currency: fc.constantFrom('USD', 'JPY', 'KWD'),
      note: freeText,
      A_first: freeText,
      zz: freeText,
    },
    { requiredKeys: ['uid', 'goodsid', 'type', 'ref', 'sign_version', 'slength', 'speriod'] },
  )
  .chain((record) => fc.shuffledSubarray(Object.entries(record), { minLength: Object.keys(record).length }))

const versionOf = (pairs: [string, string][]) => (new Map(pairs).get('sign_version') === '2' ? 2 : 3)

describe('agreement with the official library', { timeout: 120_000 }, () => {
  test('genuine pingbacks: the same digest, and both accept', () => {
    fc.assert(
      fc.property(genuine, (pairs) => {
        const official = library.PingbackSignature.calculateSignature(
          Object.fromEntries(pairs),
          secret,
          versionOf(pairs),
        )
        expect(signature(pairs, versionOf(pairs), secret)).toBe(official)
        const query = signed(pairs, versionOf(pairs))
        expect([ownVerdict(query), officialVerdict(query)]).toEqual([true, true])
      }),
      { numRuns: propertyRuns() },
    )
  })

  test('pingbacks with one thing changed: both refuse', () => {
    const spoiled = fc
      .tuple(
        genuine,
        fc.nat(),
        fc.constantFrom('value', 'name removed', 'name added', 'sig', 'secret', 'version'),
      )
      .map(([pairs, where, what]): string => {
        const version = versionOf(pairs)
        const query = new URLSearchParams(signed(pairs, version, what === 'secret' ? projectKey : secret))
        const [name = '', value = ''] = pairs[where % pairs.length] ?? []
        if (what === 'value') query.set(name, value === '0' ? '1' : '0')
        if (what === 'name removed') query.delete(name)
        if (what === 'name added') query.set(query.has('is_test') ? 'merchant_refund_id' : 'is_test', '1')
        if (what === 'version') query.set('sign_version', version === 2 ? '3' : '2')
        const sig = query.get('sig') ?? ''
        const place = where % sig.length
        const other = sig[place] === 'a' ? 'b' : 'a'
        if (what === 'sig') query.set('sig', sig.slice(0, place) + other + sig.slice(place + 1))
        return query.toString()
      })
    fc.assert(
      fc.property(spoiled, (query) => {
        expect([ownVerdict(query), officialVerdict(query)]).toEqual([false, false])
      }),
      { numRuns: propertyRuns() },
    )
  })

  test('widget calls: the same signature', () => {
    const call = fc.record({
      uid: text(word, 1, 64),
      orderId: text('0123456789abcdefghjkmnpqrstvwxyz', 20, 20),
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      amount: fc.integer({ min: 1, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
      currency: fc.constantFrom('USD', 'JPY', 'KWD'),
      email: text(`${word}.+`, 1, 30).map((local) => `${local}@example.com`),
      timestamp: fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }),
      history: fc.uniqueArray(
        fc.tuple(
          text('abcdefghij_', 1, 12).map((name) => `history[${name}]`),
          fc.string({ maxLength: 12 }),
        ),
        { maxLength: 5, selector: ([name]) => name },
      ),
      evaluation: fc.boolean(),
    })
    const fixed = {
      apiUrl: 'https://api.paymentwall.com',
      projectKey,
      secretKey: secret,
      widget: 'pw_1',
      language: 'de',
      successUrl: 'https://shop.example/orders/1?ref=$ref',
    }
    fc.assert(
      fc.property(call, (random) => {
        const { sign, ...parameters } = Object.fromEntries(
          new URL(widgetUrl({ ...fixed, ...random })).searchParams,
        )
        expect(sign).toBe(library.WidgetSignature.calculateSignature(parameters, secret, 3))
      }),
      { numRuns: propertyRuns() },
    )
  })
})

describe('known faults of the official library, none of which is ours', () => {
  const plain: [string, string][] = [
    ['uid', 'u-1001'],
    ['goodsid', 'order-77'],
    ['slength', ''],
    ['speriod', ''],
    ['type', '0'],
    ['ref', 'b900001'],
    ['sign_version', '3'],
  ]
  const withType = (type: string) =>
    plain.map(([name, value]): [string, string] => [name, name === 'type' ? type : value])
  const meaning = (type: string) => {
    const parsed = parsePingback(signed(withType(type)), [])
    return parsed.ok ? readEvent(parsed.parameters, false).state : undefined
  }

  test('it knows no type but 0, 1 and 2: an accepted review never delivers', () => {
    const pingback = new library.Pingback(signed(withType('201')), '')
    expect([pingback.validate(true), pingback.isDeliverable(), pingback.getPingbackUniqueId()]).toEqual([
      true,
      false,
      'b900001_undefined',
    ])
    expect(meaning('201')).toBe('PAID')
  })

  test('a declined review never cancels', () => {
    const pingback = new library.Pingback(signed(withType('202')), '')
    expect([pingback.validate(true), pingback.isCancelable()]).toEqual([true, false])
    expect(meaning('202')).toBe('DECLINED')
  })

  test.each(['99', '4', '0', '-1'])('it takes version %s for 2', (version) => {
    const pairs = plain.map(([name, value]): [string, string] => [
      name,
      name === 'sign_version' ? version : value,
    ])
    expect([officialVerdict(signed(pairs, 2)), ownVerdict(signed(pairs, 2))]).toEqual([true, false])
  })

  test('it takes version 3abc for 3', () => {
    const pairs = plain.map(([name, value]): [string, string] => [
      name,
      name === 'sign_version' ? '3abc' : value,
    ])
    expect([officialVerdict(signed(pairs)), ownVerdict(signed(pairs))]).toEqual([true, false])
  })

  test('the sender chooses version 1, which leaves is_test and reason unsigned', () => {
    const query =
      'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sig=4234811bdc36cefbd41a70077d611636'
    expect([officialVerdict(`${query}&is_test=1`), ownVerdict(`${query}&is_test=1`)]).toEqual([true, false])
  })

  test('a name that comes twice becomes two parameters', () => {
    const query = new URLSearchParams(plain)
    const twice = plain.filter(([name]) => name !== 'ref')
    const sig = signature([...twice, ['ref[0]', 'b900001'], ['ref[1]', 'b900002']], 3, secret)
    query.append('ref', 'b900002')
    expect([officialVerdict(`${query}&sig=${sig}`), ownVerdict(`${query}&sig=${sig}`)]).toEqual([true, false])
  })

  test('one signature fits any bytes that are not UTF-8', () => {
    const sig = signature([...plain, ['note', '\ufffd']], 3, secret)
    for (const bytes of ['%FF', '%FE', '%C0']) {
      const query = `${new URLSearchParams(plain)}&note=${bytes}&sig=${sig}`
      expect([officialVerdict(query), ownVerdict(query)]).toEqual([true, false])
    }
  })

  test('a value may hold =, so that one signed string can be read in several ways', () => {
    const query = signed([...plain.slice(1), ['uid', 'u-1001widget=pw_1']])
    expect([officialVerdict(query), ownVerdict(query)]).toEqual([true, false])
  })

  test('an IPv4 address on an IPv6 socket is refused, an octal one accepted', () => {
    const official = (address: string) => new library.Pingback('', address).isIpAddressValid()
    expect([official('::ffff:174.36.92.186'), isAddressListed('::ffff:174.36.92.186', addresses)]).toEqual([
      false,
      true,
    ])
    expect([official('216.127.71.007'), isAddressListed('216.127.71.007', addresses)]).toEqual([true, false])
  })

  test('a cart given as a query string is refused for a reason of its own', () => {
    const query =
      'uid=u-1001&goodsid%5B0%5D=sku-a&type=0&ref=b900004&sign_version=2&sig=9b05eedd214a2386b2723ecbfa0286e0'
    const pingback = new library.Pingback(query, '')
    expect(pingback.validate(true)).toBe(false)
    expect(pingback.getErrorSummary()).toContain('Parameter goodsid is missing')
    expect(parsePingback(query, [])).toMatchObject({ fault: 'unknown_parameter', parameter: 'goodsid[0]' })
  })

  const officialCall = (extra: Record<string, unknown>, name: string | undefined = 'Fox') => {
    const product = new library.Product('order-77', 9.9, 'USD', name, 'fixed')
    return new URL(new library.Widget('u-1001', 'pw_1', [product], extra).getUrl())
  }
  const signatureOfSent = (url: URL) =>
    signature(
      [...url.searchParams].filter(([name]) => name !== 'sign'),
      3,
      secret,
    )

  test.each([
    ['the number 0 is signed as nothing and sent as 0', 0],
    ['false is signed as nothing and sent as false', false],
  ])('%s: the provider refuses the call', (_, value) => {
    const url = officialCall({ test_mode: value })
    expect(url.searchParams.get('sign')).not.toBe(signatureOfSent(url))
    const own = new URL(
      signedUrl(
        'https://api.example/',
        [
          ['key', projectKey],
          ['test_mode', String(value)],
        ],
        secret,
      ),
    )
    expect(own.searchParams.get('sign')).toBe(signatureOfSent(own))
  })

  test('a product without a name makes it throw', () => {
    expect(() => officialCall({}, '')).toThrow(TypeError)
  })

  test("sign_version '1' is signed with SHA-256", () => {
    const url = officialCall({ sign_version: '1' })
    expect(url.searchParams.get('sign')).toHaveLength(64)
  })

  test('a list of eleven is signed in the order 0, 1, 10, 2: the provider expects 0, 1, 2, and the shop sends no lists', () => {
    const items = Array.from({ length: 11 }, (_, n) => `p${n}`)
    const digest = (order: number[]) =>
      createHash('sha256')
        .update(order.map((n) => `hide_goodsid[${n}]=p${n}`).join('') + secret)
        .digest('hex')
    const official = library.WidgetSignature.calculateSignature({ hide_goodsid: items }, secret, 3)
    expect(official).toBe(digest([0, 1, 10, 2, 3, 4, 5, 6, 7, 8, 9]))
    expect(official).not.toBe(digest([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))
  })

  test('Virtual Currency in version 1 signs the word undefined and leaves the amount unsigned', () => {
    const query = 'uid=test_user&type=0&ref=t555&sig=43601b80b7e1928d7c6dadc2860b10bc'
    new library.Configure(1, projectKey, '6274def95b105f1c92d341a8d3bc2e77')
    const verdicts = ['1000', '9999999'].map((amount) => officialVerdict(`${query}&currency=${amount}`))
    new library.Configure(digitalGoods, projectKey, secret)
    expect(verdicts).toEqual([true, true])
    expect(parsePingback(`${query}&currency=1000`, [])).toMatchObject({ fault: 'unknown_parameter' })
  })

  test('a widget code with an s in it calls another page', () => {
    const product = new library.Product('order-77', 9.9, 'USD', 'Fox', 'fixed')
    const url = new library.Widget('u-1001', 't3_ps', [product], {}).getUrl()
    expect(new URL(url).pathname).toBe('/api/')
  })
})
