import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  type ParseFault,
  parsePingback,
  signerOfRefused,
  signVersionOf,
  verifySignature,
} from '@/lib/paymentwall/pingback'

const plain = 'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sign_version=3'
const digest = '66a66e92c99a131b042724b080187ccaff0f137bbceb47302b6aff39fbef2e97'
const genuine = `${plain}&sig=${digest}`

const parsed = (query: string, custom: readonly string[] = []) => {
  const result = parsePingback(query, custom)
  if (!result.ok) throw new Error(`${result.fault}: ${result.parameter}`)
  return Object.fromEntries(result.parameters)
}

describe('reading a query', () => {
  test('a pingback as the provider sends it', () => {
    expect(parsed(genuine)).toEqual({
      uid: 'u-1001',
      goodsid: 'order-77',
      slength: '',
      speriod: '',
      type: '0',
      ref: 'b900001',
      sign_version: '3',
      sig: digest,
    })
  })

  test.each([
    ['+ is a space', 'note=a+b', 'a b'],
    ['%2B is a plus', 'note=a%2Bb', 'a+b'],
    ['escapes in either case', 'note=%c3%A9', 'é'],
    ['bytes of UTF-8 that were not escaped', `note=${Buffer.from('é').toString('latin1')}`, 'é'],
    ['decoded once, not twice', 'note=%252B', '%2B'],
    ['an escaped name', 'no%74e=x', 'x'],
    ['four bytes', 'note=%F0%9F%A6%8A', '🦊'],
    ['a name without a value', 'note', ''],
    ['an escaped ampersand', 'note=a%26b', 'a&b'],
    ['the longest value', `note=${'a'.repeat(512)}`, 'a'.repeat(512)],
  ])('%s', (_, pair, value) => {
    expect(parsed(`${genuine}&${pair}`, ['note']).note).toBe(value)
  })

  test.each([
    ['before', `&${genuine}`],
    ['behind', `${genuine}&`],
    ['between', genuine.replaceAll('&', '&&')],
    ['8,000 of them', `${genuine}${'&'.repeat(8000)}`],
  ])('empty pieces are nothing: %s', (_, query) => {
    expect(parsed(query)).toEqual(parsed(genuine))
  })

  test('a custom parameter of any name is an ordinary one', () => {
    const result = parsePingback(`${genuine}&__proto__=x&constructor=y`, ['__proto__', 'constructor'])
    expect(result.ok && result.parameters.get('__proto__')).toBe('x')
    expect(result.ok && result.parameters.get('constructor')).toBe('y')
  })

  test.each<[string, string, ParseFault]>([
    ['an empty query', '', 'missing_parameter'],
    ['empty pieces alone', '&&', 'missing_parameter'],
    ['a parameter that nobody configured', `${genuine}&note=1`, 'unknown_parameter'],
    ['the sign of a widget call', `${genuine}&sign=${digest}`, 'unknown_parameter'],
    ['Virtual Currency', genuine.replace('goodsid=order-77', 'currency=250'), 'unknown_parameter'],
    ['an array', genuine.replace('goodsid=', 'goodsid[0]='), 'unknown_parameter'],
    ['an array, escaped', genuine.replace('goodsid=', 'goodsid%5B0%5D='), 'unknown_parameter'],
    ['an array without an index', genuine.replace('goodsid=', 'goodsid[]='), 'unknown_parameter'],
    ['__proto__', `${genuine}&__proto__=1`, 'unknown_parameter'],
    ['__proto__ with a key', `${genuine}&__proto__[admin]=1`, 'unknown_parameter'],
    ['constructor', `${genuine}&constructor=1`, 'unknown_parameter'],
    ['a name in another case', genuine.replace('uid=', 'UID='), 'unknown_parameter'],
    ['a name with a space before it', genuine.replace('&ref=', '&+ref='), 'unknown_parameter'],
    ['an empty name', `${genuine}&=1`, 'unknown_parameter'],
    ['an empty name without a value', `${genuine}&=`, 'unknown_parameter'],
    ['a semicolon as separator', genuine.replace('&ref', ';ref'), 'malformed_value'],
    ['the same name twice', `${genuine}&type=2`, 'repeated_parameter'],
    ['the same name twice with the same value', `${genuine}&type=0`, 'repeated_parameter'],
    ['the same name twice, one escaped', `${genuine}&%74ype=2`, 'repeated_parameter'],
    ['two signatures', `${genuine}&sig=${digest}`, 'repeated_parameter'],
    ['NUL', genuine.replace('u-1001', 'u-1001%00'), 'malformed_encoding'],
    ['a byte that is not UTF-8', genuine.replace('u-1001', '%FF'), 'malformed_encoding'],
    ['half a character', genuine.replace('u-1001', '%C3'), 'malformed_encoding'],
    ['an overlong encoding', genuine.replace('u-1001', '%C0%AF'), 'malformed_encoding'],
    ['a surrogate', genuine.replace('u-1001', '%ED%A0%80'), 'malformed_encoding'],
    ['a broken escape', genuine.replace('u-1001', '%zz'), 'malformed_encoding'],
    ['an escape cut short', `${genuine}&note=%2`, 'malformed_encoding'],
    ['text that somebody decoded before', genuine.replace('u-1001', 'u\u{130}'), 'malformed_encoding'],
    ['the mark of a lost byte', `${genuine}&note=%EF%BF%BD`, 'malformed_value'],
    ['a line break', `${genuine}&note=a%0Ab`, 'malformed_value'],
    ['= in a value', `${genuine}&note=a=b`, 'malformed_value'],
    ['= in a value, escaped', `${genuine}&note=a%3Db`, 'malformed_value'],
    ['a custom value too long', `${genuine}&note=${'a'.repeat(513)}`, 'malformed_value'],
    ['no uid', genuine.replace('uid=u-1001&', ''), 'missing_parameter'],
    ['no type', genuine.replace('&type=0', ''), 'missing_parameter'],
    ['no ref', genuine.replace('&ref=b900001', ''), 'missing_parameter'],
    ['no sig', plain, 'missing_parameter'],
    ['64 parameters and one more', `${genuine}${'&note=1'.repeat(57)}`, 'too_many_parameters'],
    ['8 KB and one byte more', `${genuine}&note=`.padEnd(8193, 'a'), 'query_too_long'],
    ['a megabyte', `${genuine}&note=`.padEnd(1 << 20, 'a'), 'query_too_long'],
  ])('refused: %s', (_, query, fault) => {
    expect(
      parsePingback(query, query.includes('note=1') && fault === 'unknown_parameter' ? [] : ['note']),
    ).toMatchObject({ ok: false, fault })
  })
})

describe('what a change of settings can mend', () => {
  const formOf = (query: string, custom: readonly string[] = []) => {
    const result = parsePingback(query, custom)
    return result.ok ? undefined : result.form?.faults
  }

  test('every name and value at fault is told, beside what refuses it', () => {
    const query = `${genuine.replace('type=0', 'type=zero')}&colour=red&size=a%3Db`
    expect(parsePingback(query, ['size'])).toMatchObject({ fault: 'malformed_value', parameter: 'type' })
    expect(formOf(query, ['size'])).toEqual([
      { fault: 'malformed_value', parameter: 'type' },
      { fault: 'unknown_parameter', parameter: 'colour' },
      { fault: 'malformed_value', parameter: 'size' },
    ])
  })

  test.each([
    ['a name of our own signed calls', `${genuine}&ag_name=x`],
    ['such a name behind an ordinary fault', `${genuine}&colour=red&email=x`],
    ['an array', `${genuine}&goodsid[0]=x`],
    ['an array, escaped', `${genuine}&colour%5B%5D=x`],
    ['an = in a name', `${genuine}&colour%3Dred=x`],
    ['an empty name', `${genuine}&=x`],
    ['a name twice', `${genuine}&type=0`],
    ['a refused name twice', `${genuine}&colour=red&colour=red`],
    ['a missing parameter beside it', `${genuine.replace('ref=', 'reference=')}`],
    ['bytes that are not UTF-8 beside it', `${genuine}&colour=red&x=%FF`],
    ['too many parameters', `${genuine}${'&colour=1'.repeat(60)}`],
    ['too long a query', `${genuine}&colour=`.padEnd(8193, 'a')],
    ['nothing, when nothing is wrong', genuine],
  ])('nothing is: %s', (_, query) => {
    expect(formOf(query)).toBeUndefined()
  })
})

describe('who signed what is refused', () => {
  const secret = '00112233445566778899aabbccddeeff'
  const signerOf = (query: string) =>
    signerOfRefused(new Map(new URLSearchParams(query)), [['current', secret]])
  const withSig = (query: string, sig: string) => `${query}&sig=${sig}`
  const hash = (name: string, base: string) =>
    createHash(name)
      .update(base + secret)
      .digest('hex')
  const sorted = (version: string) =>
    `colour=redgoodsid=order-77ref=b900001sign_version=${version}slength=speriod=type=0uid=u-1001`
  const unversioned = 'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001'
  const versioned = (version: string) => `${unversioned}&colour=red&sign_version=${version}`
  const md5OfVersion1 = '4234811bdc36cefbd41a70077d611636'

  test.each([
    ['version 3', withSig(versioned('3'), hash('sha256', sorted('3'))), 'current'],
    ['version 2', withSig(versioned('2'), hash('md5', sorted('2'))), 'current'],
    ['version 3 with a digest of 2', withSig(versioned('3'), hash('md5', sorted('3'))), undefined],
    ['version 2 with a digest of 3', withSig(versioned('2'), hash('sha256', sorted('2'))), undefined],
    ['a version to come', withSig(versioned('4'), hash('sha256', sorted('4'))), 'current'],
    ['another, by MD5', withSig(versioned('99'), hash('md5', sorted('99'))), 'current'],
    ['version 1, as published', withSig(unversioned, md5OfVersion1), 'current'],
    ['version 1, named', withSig(`${unversioned}&sign_version=1`, md5OfVersion1), 'current'],
    ['version 1 signs its own fields only', withSig(`${unversioned}&is_test=1`, md5OfVersion1), 'current'],
    ['version 1 of another order', withSig(unversioned.replace('77', '78'), md5OfVersion1), undefined],
    [
      'version 1 of Brick without goods',
      withSig(
        unversioned.replace('goodsid=order-77&', ''),
        hash('md5', 'uid=u-1001slength=speriod=type=0ref=b900001'),
      ),
      'current',
    ],
    ['a guess', withSig(versioned('3'), '0'.repeat(64)), undefined],
    ['upper case', withSig(versioned('3'), hash('sha256', sorted('3')).toUpperCase()), undefined],
    ['no signature', versioned('3'), undefined],
  ])('%s', (_, query, secretName) => {
    expect(signerOf(query)).toBe(secretName)
  })
})

describe('the grammar of each value', () => {
  const accepts = (name: string, value: string) => {
    const rest = genuine.split('&').filter((pair) => !pair.startsWith(`${name}=`))
    const custom = [
      'price',
      'price_currency',
      'paid_currency',
      'initial_ref',
      'subscription_id',
      'paid_at',
      'next_charge_at',
    ]
    const result = parsePingback([...rest, `${name}=${encodeURIComponent(value)}`].join('&'), custom)
    if (!result.ok) expect(['malformed_value', 'missing_parameter']).toContain(result.fault)
    return result.ok
  }

  test.each<[name: string, good: string[], bad: string[]]>([
    [
      'uid',
      ['u', 'test_user', 'a@example.com', 'a+b@example.com', 'x'.repeat(64)],
      ['', 'x'.repeat(65), 'a b', 'ü', "'"],
    ],
    ['goodsid', ['order-77', '0abc.p', 'x'.repeat(256)], ['', 'x'.repeat(257), 'a b', 'a@b', 'a/b']],
    ['ref', ['b1493096790', 't1356510177', 'x'.repeat(64)], ['', 'x'.repeat(65), 'b.1', 'b 1', '\u{ff42}1']],
    [
      'type',
      ['0', '2', '203', '999999'],
      ['', '00', '01', '-1', '+1', '1.0', '1e2', '0x1', ' 0', '٣', '1000000'],
    ],
    ['sign_version', ['2', '3'], ['', '0', '1', '4', '99', '3abc', '03', '3.0', ' 3']],
    [
      'sig',
      ['a'.repeat(32), 'a'.repeat(64)],
      [
        '',
        'a'.repeat(31),
        'a'.repeat(33),
        'a'.repeat(63),
        'a'.repeat(65),
        'A'.repeat(64),
        'g'.repeat(64),
        ` ${'a'.repeat(63)}`,
      ],
    ],
    ['slength', ['', '1', '-5', '12345'], ['+1', '1.5', '--1', '123456', 'one']],
    ['speriod', ['', 'day', 'week', 'month', 'year'], ['days', 'Month', 'hour']],
    ['is_test', ['', '0', '1'], ['2', 'true']],
    ['reason', ['', '1', '10', '9999'], ['-1', '10000', 'fraud']],
    ['merchant_refund_id', ['', 'refund-1.a_b', 'x'.repeat(64)], ['x'.repeat(65), 'a b']],
    [
      'refund_amount',
      ['', '0.50', '12', '12.345', '99999999999.999'],
      ['-1', '1.', '.5', '1,5', '1e3', '1.2345', '100000000000'],
    ],
    ['price', ['', '9.99'], ['9.9999', '-1']],
    ['price_currency', ['', 'USD'], ['usd', 'US', 'USDT']],
    ['paid_currency', ['', 'JPY'], ['jpy']],
    ['initial_ref', ['', 'b1'], ['b 1', 'x'.repeat(65)]],
    ['subscription_id', ['', '123'], ['b 1']],
    [
      'paid_at',
      ['', '2026-11-22', '2026-11-22 10:11:12'],
      ['22.11.2026', '2026-11-22T10:11:12', '2026-11-22 10:11'],
    ],
    ['next_charge_at', ['', '2026-12-22'], ['tomorrow']],
  ])('%s', (name, good, bad) => {
    for (const value of good) expect([value, accepts(name, value)]).toEqual([value, true])
    for (const value of bad) expect([value, accepts(name, value)]).toEqual([value, false])
  })

  test('none lets = through', () => {
    for (const name of [...genuine.matchAll(/(\w+)=/g)].map((match) => match[1] ?? '')) {
      expect([name, accepts(name, '='), accepts(name, 'a=b')]).toEqual([name, false, false])
    }
  })
})

describe('the signature version', () => {
  test.each([
    ['2', 2],
    ['3', 3],
    [undefined, 1],
  ])('%s: %d', (given, version) => {
    expect(signVersionOf(new Map(given ? [['sign_version', given]] : []))).toBe(version)
  })
})

describe('verifying the signature', () => {
  const secret = '00112233445566778899aabbccddeeff'
  const parameters = new Map(new URLSearchParams(genuine))
  const change = (...changes: [string, string | undefined][]) => {
    const changed = new Map(parameters)
    for (const [name, value] of changes) {
      if (value === undefined) changed.delete(name)
      else changed.set(name, value)
    }
    return changed
  }
  const md5 = '51285837d3ef12de075033da8a05f079'

  test('names the secret that fits, whichever it is', () => {
    expect(verifySignature(parameters, [['current', secret]])).toBe('current')
    expect(
      verifySignature(parameters, [
        ['current', 'another'],
        ['previous', secret],
      ]),
    ).toBe('previous')
    expect(verifySignature(parameters, [['current', 'another']])).toBeUndefined()
    expect(verifySignature(parameters, [])).toBeUndefined()
  })

  test.each([
    ['version 2 with its digest', 'verified', change(['sign_version', '2'], ['sig', md5])],
    ['the order of parameters does not matter', 'verified', new Map([...parameters].reverse())],
    ['no sig', 'refused', change(['sig', undefined])],
    ['an empty sig', 'refused', change(['sig', ''])],
    ['a truncated sig', 'refused', change(['sig', digest.slice(0, -1)])],
    ['a padded sig', 'refused', change(['sig', `${digest}0`])],
    ['a sig with a line break', 'refused', change(['sig', `${digest}\n`])],
    ['an upper-case sig', 'refused', change(['sig', digest.toUpperCase()])],
    ['the digest of version 3 with sign_version 2', 'refused', change(['sign_version', '2'])],
    ['the digest of version 2 with sign_version 3', 'refused', change(['sig', md5])],
    ['SHA-256 over sign_version 2', 'refused', change(['sign_version', '2'], ['sig', sha256('2')])],
    ['no version', 'refused', change(['sign_version', undefined])],
    ['version 1', 'refused', change(['sign_version', '1'])],
    ['version 99', 'refused', change(['sign_version', '99'])],
    ['version 3abc', 'refused', change(['sign_version', '3abc'])],
    ['a parameter added', 'refused', change(['is_test', '1'])],
    ['an empty parameter added', 'refused', change(['reason', ''])],
    ['a parameter removed', 'refused', change(['goodsid', undefined])],
    ['an empty parameter removed', 'refused', change(['slength', undefined])],
    ['a parameter changed', 'refused', change(['type', '2'])],
    ['a parameter renamed', 'refused', change(['ref', undefined], ['REF', 'b900001'])],
    ['a value moved across a border', 'refused', change(['ref', 'b900001s'], ['sign_version', undefined])],
    ['uid in another case', 'refused', change(['uid', 'U-1001'])],
  ])('%s: %s', (_, verdict, given) => {
    expect(verifySignature(given, [['current', secret]]) === 'current').toBe(verdict === 'verified')
  })

  test.each([
    [
      'P3: version 1, Digital Goods',
      'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sig=4234811bdc36cefbd41a70077d611636',
    ],
    [
      'P4: version 1, Virtual Currency',
      'uid=u-1001&currency=250&type=0&ref=b900002&sig=3858455d02d97e50909e64dda7fd25e5',
    ],
  ])('never in version 1. %s', (_, query) => {
    const given = new Map(new URLSearchParams(query))
    expect(verifySignature(given, [['current', secret]])).toBeUndefined()
    expect(verifySignature(given.set('sign_version', '1'), [['current', secret]])).toBeUndefined()
  })

  function sha256(version: string): string {
    return createHash('sha256')
      .update(`goodsid=order-77ref=b900001sign_version=${version}slength=speriod=type=0uid=u-1001${secret}`)
      .digest('hex')
  }
})
