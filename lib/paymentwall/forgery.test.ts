import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import library from 'paymentwall'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseEnv } from '@/lib/env'
import { signedCallNames } from '@/lib/paymentwall/names'
import { queryPayments, queryRenewal } from '@/lib/paymentwall/payment-status'
import { parsePingback, verifySignature } from '@/lib/paymentwall/pingback'
import { baseString, type SignVersion, signature } from '@/lib/paymentwall/signature'
import { signedUrl } from '@/lib/paymentwall/signed-url'
import { requestRefund, stopRecurring } from '@/lib/paymentwall/ticket'
import { type WidgetCall, widgetUrl } from '@/lib/paymentwall/widget'
import { propertyRuns } from '@/test/support/thoroughness'

// The signed string has no delimiters, and the widget URL, which the shopper sees, is signed with the same secret as
// pingbacks. Whoever gets a shop to sign a text of their making can cut the signed string again, into a pingback.

const secret = '00112233445566778899aabbccddeeff'
type Pairs = [string, string][]

/** A widget URL as a careless shop makes it: with a name or an e-mail address just as the shopper typed it. */
function carelessWidgetUrl(typed: { name: string; email: string }, version: SignVersion): string {
  const parameters: Pairs = [
    ['key', 'ffeeddccbbaa99887766554433221100'],
    ['uid', 'mallory'],
    ['widget', 'pw_1'],
    ['amount', '9.99'],
    ['currencyCode', 'USD'],
    ['ag_name', 'Fox'],
    ['ag_external_id', 'cheap-order'],
    ['ag_type', 'fixed'],
    ['customer[firstname]', typed.name],
    ['email', typed.email],
    ['sign_version', String(version)],
  ]
  const sign = signature(parameters, version, secret)
  return `https://api.paymentwall.com/api/subscription?${new URLSearchParams([...parameters, ['sign', sign]])}`
}

/** A verifier as it is often written: whatever came, sorted and glued. */
function naiveVerifier(query: string): boolean {
  const { sig, ...parameters } = Object.fromEntries(new URLSearchParams(query))
  if (!['uid', 'goodsid', 'type', 'ref'].every((name) => parameters[name])) return false
  const names = Object.keys(parameters).sort()
  const base = names.map((name) => `${name}=${parameters[name]}`).join('')
  const hash = createHash(parameters.sign_version === '3' ? 'sha256' : 'md5')
  return sig === hash.update(base + secret).digest('hex')
}

/** Cuts a signed string at the given names, in order: what lies between two belongs to the first as its value. */
function cutAt(base: string, names: readonly string[]): Pairs {
  const starts: number[] = []
  for (const name of names) starts.push(base.indexOf(`${name}=`, starts.at(-1) ?? 0))
  return names.map((name, n) => [name, base.slice((starts[n] ?? 0) + name.length + 1, starts[n + 1])])
}

const pingbackNames = ['goodsid', 'ref', 'sign_version', 'slength', 'speriod', 'type', 'uid']

describe('cutting a widget URL of a careless shop into a pingback', () => {
  const forge = (field: 'name' | 'email', version: SignVersion) => {
    const typed = `goodsid=dear-orderref=b1sign_version=${version}slength=speriod=type=0uid=malloryzz=`
    const url = new URL(carelessWidgetUrl({ name: 'Ann', email: 'ann@example.com', [field]: typed }, version))
    const { sign = '', ...parameters } = Object.fromEntries(url.searchParams)
    const pieces = cutAt(baseString(Object.entries(parameters)), ['ag_external_id', ...pingbackNames, 'zz'])
    return `${new URLSearchParams([...pieces, ['sig', sign]])}`
  }

  beforeAll(() => {
    new library.Configure(2, 'ffeeddccbbaa99887766554433221100', secret)
  })

  describe.each([
    ['a name', 'name'],
    ['an e-mail address', 'email'],
  ] as const)('%s that the shopper typed', (_, field) => {
    test.each([2, 3] as const)('version %d: a payment of the dear order, which nobody made', (version) => {
      const query = forge(field, version)
      expect(Object.fromEntries(new URLSearchParams(query))).toMatchObject({
        goodsid: 'dear-order',
        ref: 'b1',
        type: '0',
        uid: 'mallory',
      })
      expect(naiveVerifier(query)).toBe(true)
      expect(new library.Pingback(query, '').validate(true)).toBe(true)

      expect(parsePingback(query, [])).toMatchObject({
        fault: 'unknown_parameter',
        parameter: 'ag_external_id',
      })
      // Even where a merchant had both names configured, no value may hold the rest of the string.
      expect(parsePingback(query, ['ag_external_id', 'zz'])).toMatchObject({ fault: 'malformed_value' })
      // The signature itself is right: the grammar is what refuses.
      expect(verifySignature(new Map(new URLSearchParams(query)), [['current', secret]])).toBe('current')
    })
  })

  test('our own Paylet call refuses the e-mail address that it would take', () => {
    expect(() => widgetUrl({ ...ordinaryCall, email: 'goodsid=x@example.com' })).toThrow()
  })
})

const ordinaryCall: WidgetCall = {
  apiUrl: 'https://api.paymentwall.com',
  projectKey: 'ffeeddccbbaa99887766554433221100',
  secretKey: secret,
  widget: 'pw',
  uid: 'u1001',
  email: 'ann@example.com',
  orderId: 'order77',
  name: 'Fox',
  amount: '9.99',
  currency: 'USD',
  language: 'de',
  successUrl: 'https://shop.example/orders/order77?ref=$ref',
  timestamp: 1_700_000_000,
  history: [],
  evaluation: false,
}

/**
 * Whether a string can be the base string of parameters with allowed names. No name holds an `=`, so the first of them
 * reaches from the beginning to the first `=`; if that is not allowed, there is no cut, wherever the others would lie.
 */
function canBeCut(base: string, allowed: (name: string) => boolean): boolean {
  const [first = ''] = base.split('=')
  return base.includes('=') && allowed(first)
}

describe('no signed call of ours can be cut into a pingback', () => {
  const customName = /^[A-Za-z0-9_]{1,64}$/
  /** Every name a pingback could bear here, whatever a merchant configures. */
  const allowed = (name: string) => {
    const faults = customName.test(name) ? environmentFaults(name) : 'not a name'
    return pingbackNames.includes(name) || faults === ''
  }
  const known = new Map<string, string>()
  function environmentFaults(custom: string): string {
    let found = known.get(custom)
    if (found === undefined) {
      try {
        parseEnv({ ...process.env, PINGBACK_CUSTOM_PARAMETERS: custom })
        found = ''
      } catch (error) {
        found = (error as Error).message
      }
      known.set(custom, found)
    }
    return found
  }
  const baseOf = (url: string) =>
    baseString([...new URL(url).searchParams].filter(([name]) => name !== 'sign'))

  const piece = fc.oneof(
    fc.constantFrom(...pingbackNames, ...signedCallNames, 'zz', 'A', '0').map((name) => `${name}=`),
    fc.string({ maxLength: 8 }),
  )
  const hostile = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))

  test('Paylet calls, hostile text in every field', () => {
    const call = fc.record({
      projectKey: hostile,
      uid: hostile,
      widget: hostile,
      email: hostile.map((text) => text.replaceAll('=', '')),
      orderId: hostile,
      name: hostile,
      amount: hostile,
      currency: hostile,
      successUrl: hostile,
      history: fc.array(fc.tuple(fc.constant('history[registration_ip]'), hostile), { maxLength: 1 }),
      evaluation: fc.boolean(),
    })
    fc.assert(
      fc.property(call, (random) => {
        const base = baseOf(widgetUrl({ ...ordinaryCall, ...random }))
        expect(canBeCut(base, allowed)).toBe(false)
        // The check itself: with the one name allowed that ours forbids, the string can be cut.
        expect(canBeCut(base, (name) => name === 'ag_external_id')).toBe(true)
      }),
      { numRuns: propertyRuns() },
    )
  })

  test('the calls from server to server, hostile text in every field', async () => {
    const signed: string[] = []
    const server = createServer(async (request, answer) => {
      const body = (await request.toArray()).join('')
      signed.push(`http://provider.example${request.url}${body && `?${body}`}`)
      answer.setHeader('content-type', 'application/json').end('[]')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const call = { ...ordinaryCall, apiUrl: `http://127.0.0.1:${port}` }
    await queryPayments({ ...call, uid: 'type=0uid=x', orderId: 'goodsid=1ref=2' })
    await queryRenewal({ ...call, ref: 'goodsid=1ref=2' })
    await stopRecurring({ ...call, ref: 'goodsid=1ref=2', message: 'type=0uid=x', testMode: true })
    for (const amount of [undefined, '3.00']) {
      const ticket = {
        ref: 'goodsid=1ref=2',
        message: 'type=0uid=x',
        refundId: 'type=0ref=2',
        testMode: true,
      }
      await requestRefund({ ...call, ...ticket, amount })
    }
    server.close()
    expect(signed).toHaveLength(5)
    expect(signed.filter((url) => !new URL(url).searchParams.has('sign'))).toEqual([])
    expect(signed.filter((url) => canBeCut(baseOf(url), allowed))).toEqual([])
  })

  test('calls of any names: none is signed that begins as a pingback may', () => {
    const names = fc.constantFrom(...pingbackNames, ...signedCallNames, 'customer[city]', 'zz', 'note', 'A')
    const pairs = fc.uniqueArray(fc.tuple(names, hostile), { selector: ([name]) => name, maxLength: 6 })
    let signed = 0
    fc.assert(
      fc.property(pairs, (parameters) => {
        let url: string
        try {
          url = signedUrl('https://api.example/', parameters, secret)
        } catch {
          return
        }
        signed++
        expect(canBeCut(baseOf(url), allowed)).toBe(false)
      }),
      { numRuns: propertyRuns() },
    )
    expect(signed).toBeGreaterThan(propertyRuns() / 10)
  })

  test('no name of a signed call can be configured as a custom parameter', () => {
    for (const name of signedCallNames) expect(environmentFaults(name)).toContain(`"${name}"`)
    expect(environmentFaults('note')).toBe('')
  })

  test('every name that our calls sign is known as such, or is one that a pingback has too', () => {
    const names = [...new URL(widgetUrl({ ...ordinaryCall, evaluation: true })).searchParams.keys()]
    for (const name of names.filter((each) => each !== 'sign')) {
      expect([...signedCallNames, 'uid', 'sign_version']).toContain(name.replace(/\[.*/, ''))
    }
  })
})
