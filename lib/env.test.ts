import { describe, expect, test } from 'vitest'
import { parseEnv, placeholderCompany, sampleSecrets, variableNames } from '@/lib/env'
import { exampleValues } from '@/scripts/settings'
import { liveValues } from '@/test/support/live-values'

const example = exampleValues()

/** A live shop with nothing of the example left. */
const live = {
  ...example,
  ...liveValues,
  PAYMENTWALL_MODE: 'live',
}

/** The faults of an environment, without the frame around them. */
function faultsOf(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv(source)
    return []
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim())
  }
}

describe('the example', () => {
  test('is without fault, and so is a live shop that has put in its own', () => {
    expect(faultsOf(example)).toEqual([])
    expect(faultsOf(live)).toEqual([])
    expect(faultsOf({ ...live, BRICK_FORM: 'custom', BRICK_CUSTOM_FORM_LIVE: 'accept' })).toEqual([])
  })

  test('names the sample secrets, exactly those that public shops refuse', () => {
    const names = [
      'NEXTAUTH_SECRET',
      'PAYMENTWALL_SECRET_KEY',
      'BRICK_PUBLIC_KEY',
      'BRICK_PRIVATE_KEY',
      'DATA_ENCRYPTION_KEY',
    ]
    expect([...sampleSecrets].sort()).toEqual(names.map((name) => example[name]).sort())
  })

  test('names the placeholders, exactly those that live shops refuse', () => {
    const names = variableNames.filter((name) => /^(COMPANY|SUPPORT)_/.test(name))
    expect([...placeholderCompany].sort()).toEqual(names.map((name) => example[name]).sort())
  })

  test('a signing key is a private Ed25519 key, and no fault shows one', () => {
    const key = 'MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g'
    expect(faultsOf({ ...live, REPORT_SIGNING_KEY: key })).toEqual([])
    expect(faultsOf({ ...live, REPORT_SIGNING_KEY: '' })).toEqual([])
    for (const wrong of [
      key.slice(0, -4),
      `x${key}`,
      '-----BEGIN PRIVATE KEY-----',
      live.DATA_ENCRYPTION_KEY,
    ]) {
      expect(faultsOf({ ...live, REPORT_SIGNING_KEY: wrong })).toEqual([
        expect.stringMatching(
          /^REPORT_SIGNING_KEY must be a private Ed25519 key, PKCS#8 as PEM or in base64 \(openssl/,
        ),
      ])
    }
  })

  test('a VAT rate is a percentage, or left out', () => {
    expect(parseEnv({ ...example, VAT_PERCENT: '' }).VAT_PERCENT).toBeUndefined()
    for (const rate of ['0', '20', '8.1', '99.99'])
      expect(faultsOf({ ...example, VAT_PERCENT: rate })).toEqual([])
    for (const rate of ['-1', '100', '20%', '20,5', '8.125', 'much']) {
      expect(faultsOf({ ...example, VAT_PERCENT: rate })).toEqual([
        'VAT_PERCENT must be a percentage such as 20',
      ])
    }
  })

  test('what is empty counts as left out', () => {
    const env = parseEnv({
      ...example,
      BRICK_PUBLIC_KEY: '',
      BRICK_PRIVATE_KEY: '',
      PINGBACK_ALLOWED_IPS: '',
    })
    expect([env.BRICK_PUBLIC_KEY, env.BRICK_PRIVATE_KEY]).toEqual([undefined, undefined])
    expect(env.PINGBACK_ALLOWED_IPS).toEqual([])
  })
})

describe('one message', () => {
  test('names every fault: missing, malformed, and wrong together', () => {
    const source = {
      ...live,
      DATABASE_URL: undefined,
      PAYMENTWALL_SECRET_KEY: '',
      TRUSTED_PROXIES: '10.0.0.0/99, nonsense',
      NEXTAUTH_SECRET: example.NEXTAUTH_SECRET,
      COMPANY_NAME: example.COMPANY_NAME,
    }
    expect(faultsOf(source)).toEqual([
      'DATABASE_URL is missing',
      'PAYMENTWALL_SECRET_KEY must be the key of the project, letters and digits only',
      'TRUSTED_PROXIES "10.0.0.0/99" is neither an address nor a CIDR range',
      'TRUSTED_PROXIES "nonsense" is neither an address nor a CIDR range',
      'NEXTAUTH_SECRET is the sample value of .env.example: set your own',
      'COMPANY_NAME is the placeholder of .env.example: set your own',
    ])
  })

  test('says where to read on', () => {
    expect(() => parseEnv({ ...example, SHOP_URL: 'x' })).toThrow(
      /^The environment has an error:\n {2}SHOP_URL .*\nEvery variable is explained in \.env\.example\.$/,
    )
    expect(() => parseEnv({})).toThrow(/^The environment has \d\d errors:\n/)
  })
})

describe('refused', () => {
  test.each<[string, Record<string, string | undefined>, variable: string, words: string]>([
    ['an empty secret', { PAYMENTWALL_SECRET_KEY: '' }, 'PAYMENTWALL_SECRET_KEY', 'must be the key'],
    ['no secret', { PAYMENTWALL_SECRET_KEY: undefined }, 'PAYMENTWALL_SECRET_KEY', 'is missing'],
    ['a short session secret', { NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET', '32 characters'],
    ['a short encryption key', { DATA_ENCRYPTION_KEY: 'c2hvcnQ=' }, 'DATA_ENCRYPTION_KEY', '32 random bytes'],
    ['another database', { DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL', 'postgresql://'],
    ['one Brick key of two', { BRICK_PUBLIC_KEY: undefined }, 'BRICK_PRIVATE_KEY', 'set both, or neither'],
    [
      'a custom parameter of our own calls',
      { PINGBACK_CUSTOM_PARAMETERS: 'price, key' },
      'PINGBACK_CUSTOM_PARAMETERS',
      '"key"',
    ],
    [
      'a custom parameter with a bracket',
      { PINGBACK_CUSTOM_PARAMETERS: 'a[b]' },
      'PINGBACK_CUSTOM_PARAMETERS',
      '"a[b]"',
    ],
    ['signature version 1', { PAYMENTWALL_MIN_SIGN_VERSION: '1' }, 'PAYMENTWALL_MIN_SIGN_VERSION', ''],
    [
      'an octet too large',
      { PINGBACK_ALLOWED_IPS: '216.127.71.256' },
      'PINGBACK_ALLOWED_IPS',
      '"216.127.71.256"',
    ],
  ])('%s', (_, changes, variable, words) => {
    const faults = faultsOf({ ...live, ...changes })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(new RegExp(`^${variable} `))
    expect(faults[0]).toContain(words)
  })

  const secrets = [
    'NEXTAUTH_SECRET',
    'DATA_ENCRYPTION_KEY',
    'DATA_ENCRYPTION_KEY_PREVIOUS',
    'PAYMENTWALL_SECRET_KEY',
    'PAYMENTWALL_SECRET_KEY_PREVIOUS',
    'BRICK_PRIVATE_KEY',
  ]
  test.each(secrets)('the sample value of %s where others can reach the shop', (name) => {
    const sample = example[name.replace('_PREVIOUS', '')]
    const words = `${name} is the sample value of .env.example: set your own`
    expect(faultsOf({ ...live, PAYMENTWALL_MODE: 'test', [name]: sample })).toEqual([words])
    expect(faultsOf({ ...live, SHOP_URL: 'https://localhost:3000', [name]: sample })).toContain(words)
  })

  test('the emulator where others can reach the shop', () => {
    expect(faultsOf({ ...live, PAYMENTWALL_MODE: 'local' })).toEqual([
      'PAYMENTWALL_MODE is "local" (the emulator), which serves a SHOP_URL on this machine only',
    ])
  })

  test.each(['http://localhost:3000', 'https://127.0.0.1:3000', 'https://[::1]:3000'])(
    'not: the samples on %s',
    (SHOP_URL) => {
      expect(faultsOf({ ...example, SHOP_URL })).toEqual([])
    },
  )
})

describe('live mode refuses', () => {
  test.each<[string, Record<string, string>, fault: string]>([
    ['plain http', { SHOP_URL: 'http://shop.example' }, 'SHOP_URL must begin with https:// in live mode'],
    [
      'a public test key',
      { BRICK_PUBLIC_KEY: 't_1f2e3d4c5b6a79881f2e3d' },
      'BRICK_PUBLIC_KEY is a test key (t_…), which live mode refuses',
    ],
    [
      'a private test key',
      { BRICK_PRIVATE_KEY: 't_1f2e3d4c5b6a79881f2e3d' },
      'BRICK_PRIVATE_KEY is a test key (t_…), which live mode refuses',
    ],
    [
      'the custom card form without consent',
      { BRICK_FORM: 'custom' },
      'BRICK_FORM is "custom", which Paymentwall documents for 3-D Secure 1 only: set BRICK_CUSTOM_FORM_LIVE=accept once they have agreed to it, or use "default"',
    ],
    ...['COMPANY_NAME', 'COMPANY_REGISTRATION', 'COMPANY_ADDRESS', 'SUPPORT_EMAIL', 'SUPPORT_PHONE'].map(
      (name): [string, Record<string, string>, string] => [
        `the placeholder of ${name}`,
        { [name]: example[name] ?? '' },
        `${name} is the placeholder of .env.example: set your own`,
      ],
    ),
  ])('%s', (_, changes, fault) => {
    expect(faultsOf({ ...live, ...changes })).toEqual([fault])
    expect(faultsOf({ ...live, ...changes, PAYMENTWALL_MODE: 'test' })).toEqual([])
  })
})

describe('an address list is refused where the sender can’t be known', () => {
  const listed = { ...live, PINGBACK_ALLOWED_IPS: '216.127.71.0/24' }

  test.each<[string, Record<string, string>, refused: boolean]>([
    ['the shop listens to this machine alone, and no proxy is named', { HOST: '127.0.0.1' }, true],
    ['the same by its name', { HOST: 'localhost' }, true],
    ['the same in IPv6', { HOST: '::1' }, true],
    ['a proxy is named', { HOST: '127.0.0.1', TRUSTED_PROXIES: '127.0.0.1' }, false],
    ['the shop listens to the network itself', { HOST: '0.0.0.0' }, false],
    ['this machine is on the list', { HOST: '127.0.0.1', PINGBACK_ALLOWED_IPS: '127.0.0.0/8' }, false],
    ['there is no list', { HOST: '127.0.0.1', PINGBACK_ALLOWED_IPS: '' }, false],
  ])('%s', (_, changes, refused) => {
    const faults = faultsOf({ ...listed, ...changes })
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(refused ? ['PINGBACK_ALLOWED_IPS'] : [])
    if (refused) expect(faults[0]).toContain('Add that proxy to TRUSTED_PROXIES')
  })
})
