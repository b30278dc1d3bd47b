import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import type { Page } from '@/lib/form-browser/browser'
import { answerHeaders } from '@/lib/http/answer-headers'
import type { Mode, ProbeCheck, Site } from '@/lib/probe/check'
import { cookies } from '@/lib/probe/checks/c-cookies'
import { headers } from '@/lib/probe/checks/c-headers'
import { policy } from '@/lib/probe/checks/c-policy'
import { scripts } from '@/lib/probe/checks/c-scripts'
import { https } from '@/lib/probe/checks/c1-https'
import { cardInputs } from '@/lib/probe/checks/c5-card-inputs'
import { company } from '@/lib/probe/checks/f1-company'
import { paymentPagePolicy } from '@/lib/security/payment-page'

interface Given {
  body?: string
  headers?: Record<string, string>
  setCookies?: Record<string, string>
  mode?: Mode
}

/** A live shop whose payment page is as given. Each check reads a part of it alone. */
function look(check: ProbeCheck, given: Given) {
  const url = new URL('https://shop.example/')
  const body = given.body ?? ''
  const payment: Page = {
    url,
    status: 200,
    headers: new Headers(given.headers),
    body,
    setCookies: [],
    $: load(body),
  }
  const site = {
    url,
    mode: given.mode ?? 'live',
    send: async () => {
      throw new Error('nothing answers at http://')
    },
    buyer: {
      order: async () => ({ id: 'o1', terms: payment, payment }),
      browser: { setCookies: new Map(Object.entries(given.setCookies ?? {})) },
    },
  }
  return check.look(site as unknown as Site)
}

async function faultsOf(check: ProbeCheck, given: Given): Promise<string[]> {
  const { facts } = await look(check, given)
  return facts.filter(({ kind }) => kind === 'fault').map(({ what, seen }) => `${what}: ${seen}`)
}

describe('cookies', () => {
  test.each([
    ['__Host-session', '; Secure; HttpOnly; SameSite=Lax; Path=/', []],
    [
      '__Host-session',
      '; Secure; HttpOnly; SameSite=Lax; Path=/; Domain=shop.example',
      ['no Domain, as __Host- demands'],
    ],
    ['__Secure-session', '; Secure; HttpOnly; SameSite=None', ['SameSite=Lax or Strict']],
    ['session', '; HttpOnly; SameSite=Strict', ['Secure, the prefix __Host- or __Secure-']],
    ['__Host-session', '; secure; samesite=lax; path=/', ['HttpOnly']],
  ])('%s%s', async (name, attributes, missing) => {
    const line = `${name}=${'s'.repeat(40)}${attributes}`
    const faults = missing.map((part) => `Cookie ${name}: lacks ${part}`)
    expect(await faultsOf(cookies, { setCookies: { [name]: line } })).toEqual(faults)
  })

  test('the header’s hint signs nobody in either, but nothing else may pass for it', async () => {
    const at = (value: string) => ({ setCookies: { hint: `hint=${value}; Secure; SameSite=Lax` } })
    expect(await faultsOf(cookies, at('1.3.1764190310317'))).toEqual([])
    expect(await faultsOf(cookies, at('1.3.1764190310317.x'))).not.toEqual([])
  })

  test('a short one signs nobody in, so that scripts may read it', async () => {
    expect(await faultsOf(cookies, { setCookies: { cart: 'cart=3; Secure; SameSite=Lax' } })).toEqual([])
  })
})

const settings = {
  SHOP_URL: 'https://shop.example',
  PAYMENTWALL_MODE: 'live',
  PAYMENTWALL_API_URL: 'https://api.paymentwall.com',
  BRICK_PUBLIC_KEY: 'key',
  BRICK_FORM: 'default',
  BRICK_JS_URL: undefined,
  WIDGET_ORIGINS: [],
} satisfies Parameters<typeof paymentPagePolicy>[0]
const own = paymentPagePolicy(settings, { nonce: 'n', reportTo: '/api/csp-report', development: false })

describe('the policy', () => {
  test('of this shop allows nothing but the list, by either check', async () => {
    const given = { headers: { 'content-security-policy': own } }
    expect(await look(policy, given)).toMatchObject({ state: 'proven' })
    expect(await look(scripts, given)).toMatchObject({ state: 'proven' })
  })

  test.each([
    ["'unsafe-eval'", "script-src: allows 'unsafe-eval'"],
    ['https:', 'script-src: allows https:'],
    ['*', 'script-src: allows *'],
    ["'strict-dynamic'", "script-src: allows 'strict-dynamic'"],
  ])('with %s is too wide', async (source, fault) => {
    const wide = own.replace('script-src', `script-src ${source}`)
    expect(await faultsOf(policy, { headers: { 'content-security-policy': wide } })).toEqual([fault])
  })

  test('that allows an address of nobody’s list is a fault of the scripts', async () => {
    const wide = own.replace('script-src', 'script-src https://cdn.example')
    expect(await faultsOf(scripts, { headers: { 'content-security-policy': wide } })).toEqual([
      'Allowed by the policy https://cdn.example: is not on the list',
    ])
  })
})

test('a script of another host is named, and one of the shop’s own build is not', async () => {
  const body = '<script src="/_next/static/a.js"></script><script src="https://stats.example/a.js"></script>'
  expect(await faultsOf(scripts, { body })).toEqual(['Script https://stats.example/a.js: is not on the list'])
})

test('the headers of this shop are right, and each that is missing is named', async () => {
  const all = {
    ...answerHeaders(true, 'https://shop.example'),
    'Content-Security-Policy': own,
    'Cache-Control': 'no-store',
  }
  expect(await faultsOf(headers, { headers: all })).toEqual([])
  expect(await faultsOf(https, { headers: all })).toEqual([])
  expect(await faultsOf(https, { headers: { 'Strict-Transport-Security': 'max-age=60' } })).toEqual([
    'Strict-Transport-Security: max-age=60',
  ])
  const others = Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'X-Content-Type-Options'))
  expect(await faultsOf(headers, { headers: others })).toEqual(['X-Content-Type-Options: is not set'])
})

test('mixed content is named', async () => {
  const faults = await faultsOf(https, { body: '<img src="http://images.example/a.png">' })
  expect(faults).toContain('Content from http://: http://images.example/a.png')
})

test('card inputs without a name are right, and where a script draws them they could not be checked', async () => {
  const inputs = '<input data-brick="card-number"><input data-brick="card-cvv">'
  expect(await look(cardInputs, { body: inputs })).toMatchObject({ state: 'proven' })
  expect(await look(cardInputs, { body: '<div id="brick-form"></div>' })).toMatchObject({
    state: 'unchecked',
  })
})

test('the demo’s company is a placeholder once the shop is live', async () => {
  const body =
    '<address><p>Example Trading Ltd</p><p>no. 00000000</p><p>1 Example Street, London</p></address>'
  expect(await faultsOf(company, { body, mode: 'test' })).toEqual([])
  expect(await faultsOf(company, { body })).toEqual(['Company data: is a placeholder'])
})
