import { describe, expect, test } from 'vitest'
import { paymentPagePolicy } from '@/lib/security/payment-page'

type Settings = Parameters<typeof paymentPagePolicy>[0]

const emulator = 'http://localhost:4000'
const provider = 'https://api.paymentwall.com'

const local: Settings = {
  SHOP_URL: 'https://localhost:3000',
  PAYMENTWALL_MODE: 'local',
  PAYMENTWALL_API_URL: emulator,
  BRICK_PUBLIC_KEY: 't_0123456789abcdef0123456789abcd',
  BRICK_FORM: 'default',
  BRICK_JS_URL: undefined,
  WIDGET_ORIGINS: [emulator],
}

const live: Settings = {
  ...local,
  SHOP_URL: 'https://shop.example',
  PAYMENTWALL_MODE: 'live',
  PAYMENTWALL_API_URL: provider,
  WIDGET_ORIGINS: [provider],
}

const directives = (settings: Settings, development = false) =>
  new Map(
    paymentPagePolicy(settings, { nonce: 'n0nce', reportTo: '/api/csp-report?token=t', development })
      .split('; ')
      .map((directive) => {
        const [name = '', ...values] = directive.split(' ')
        return [name, values] as const
      }),
  )

describe('scripts that may run on a payment page', () => {
  test.each<[string, Settings, string[]]>([
    ['the emulator’s form', local, [`${emulator}/brick/1.6/build/brick.1.6.0.min.js`]],
    ['the shop’s form', { ...local, BRICK_FORM: 'custom' }, [`${emulator}/brick/brick.1.4.js`]],
    ['no card at all', { ...live, BRICK_PUBLIC_KEY: undefined }, []],
    [
      'Brick’s form, live',
      live,
      [`${provider}/brick/1.6/build/brick.1.6.0.min.js`, 'https://songbird.cardinalcommerce.com/'],
    ],
    [
      'Brick’s form, test',
      { ...live, PAYMENTWALL_MODE: 'test' },
      [`${provider}/brick/1.6/build/brick.1.6.0.min.js`, 'https://songbirdstag.cardinalcommerce.com/'],
    ],
    ['the shop’s form, live', { ...live, BRICK_FORM: 'custom' }, [`${provider}/brick/brick.1.4.js`]],
    [
      'a script of the merchant’s choice',
      { ...local, BRICK_JS_URL: 'https://cdn.example/brick.js' },
      ['https://cdn.example/brick.js'],
    ],
  ])('%s', (_, settings, foreign) => {
    const own = `${settings.SHOP_URL}/_next/static/`
    expect(directives(settings).get('script-src')).toEqual(["'nonce-n0nce'", own, ...foreign])
  })

  test.each([local, live, { ...live, BRICK_FORM: 'custom' as const }])('never any other (%#)', (settings) => {
    const policy = paymentPagePolicy(settings, { nonce: 'n0nce', reportTo: '/x', development: false })
    expect(policy).not.toMatch(/strict-dynamic|unsafe-eval|unsafe-hashes/)
    const all = directives(settings)
    expect(all.get('script-src')).not.toContain("'unsafe-inline'")
    expect([all.get('default-src'), all.get('base-uri'), all.get('frame-ancestors')]).toEqual([
      ["'none'"],
      ["'none'"],
      ["'none'"],
    ])
    expect(all.has('object-src')).toBe(false)
  })
})

test('styles: by nonce, but for what Brick’s own form brings along', () => {
  expect(directives(local).get('style-src')).toEqual(["'self'", "'nonce-n0nce'", emulator])
  expect(directives({ ...live, BRICK_FORM: 'custom' }).get('style-src')).toContain("'nonce-n0nce'")
  const styles = directives(live).get('style-src')
  expect(styles).toContain("'unsafe-inline'")
  expect(styles).not.toContain("'nonce-n0nce'")
})

test('the tokenizer and the banks of real payments are reached, and nothing of them beside the emulator', () => {
  expect(directives(live).get('connect-src')).toEqual(["'self'", provider, 'https://pwgateway.com'])
  expect(directives(live).get('frame-src')).toContain('https:')
  expect(directives(live).get('form-action')).toContain('https:')
  expect(directives(local).get('connect-src')).toEqual(["'self'", emulator])
  expect(directives(local).get('frame-src')).toEqual(["'self'", emulator])
  expect(directives({ ...live, BRICK_PUBLIC_KEY: undefined }).get('form-action')).not.toContain('https:')
})

test('insecure requests are lifted to TLS in public, and not beside the emulator, which has none', () => {
  expect(directives(live).has('upgrade-insecure-requests')).toBe(true)
  expect(directives(local).has('upgrade-insecure-requests')).toBe(false)
})
