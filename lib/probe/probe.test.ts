import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import Ajv from 'ajv'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FormBrowser } from '@/lib/form-browser/browser'
import { sender } from '@/lib/form-browser/request'
import { tlsVersions } from '@/lib/probe/checks/c-tls-versions'
import { certificate } from '@/lib/probe/checks/f5-certificate'
import { junitXml, probeJson, tableOf } from '@/lib/probe/output'
import { isClean, openSite, type ProbeResult, planOf, probeSite } from '@/lib/probe/probe'
import { startBadShop } from '@/test/support/bad-shop'

const secret = { known: true, value: 'a secret of the tests' } as const
const noSecret = { known: false, why: 'none is given.' } as const
const at = new Date('2026-11-26T12:00:00Z')

let shop: Awaited<ReturnType<typeof startBadShop>>
let result: ProbeResult
beforeAll(async () => {
  shop = await startBadShop()
  result = await probeSite(await openSite(new URL(shop.url)), secret, at)
})
afterAll(() => shop.stop())

function found(id: string) {
  const finding = result.probed.find(({ check }) => check.id === id)?.finding
  if (!finding) throw new Error(`There is no check ${id}.`)
  return {
    state: finding.state,
    faults: finding.facts.filter(({ kind }) => kind === 'fault').map(({ what, seen }) => `${what}: ${seen}`),
  }
}

describe('the bad shop', () => {
  test.each([
    ['F5', /^The address: begins with http:/],
    ['C-tls', /^TLS: is not used/],
    ['C1', /^The address: begins with http:/],
    ['C-headers', /^X-Content-Type-Options: is not set/],
    ['C-headers', /^Framing by other sites: is not limited/],
    ['C-headers', /^Referrer-Policy: is not set/],
    ['C-headers', /^Cache-Control: is not set/],
    ['C-cookies', /^Cookie session: lacks SameSite=Lax or Strict, HttpOnly$/],
    ['C-csp', /^Content-Security-Policy: is not set/],
    ['C-scripts', /^Script http:\/\/stats\.example\/spy\.js: is not on the list/],
    ['C-scripts', /^An attribute that runs script: onsubmit/],
    ['C5', /^Card input “card_number”: has a name/],
    ['C5', /^Card input “cvv”: has a name/],
    ['F1', /^Company data on the payment page: none is there/],
    ['F2', /^Terms of service: \/terms answered 200 with \d\d? characters/],
    ['F2', /^Privacy policy: is not linked/],
    ['F2', /^Refund policy: \/refunds answered 404/],
    ['F3', /^Support contact: none is linked/],
    ['F4', /^Privacy policy beside the button: is not linked/],
    ['F4', /^Checkboxes: one is pre-ticked/],
    ['B9', /^A pingback with a wrong signature: answered 200 "OK"; the order changed/],
    ['B9', /^A signed widget call, re-split into a pingback: answered 200 "OK"; the order changed/],
    ['B9', /^A pingback with signature version 1: answered 200 "OK"; the order changed/],
    ['B8', /^The same pingback again: answered 200 "OK"; the order changed/],
    ['B8', /^The same pingback, many times at once: answered 200 "OK"; the order changed/],
    ['B7', /^Type 2, a refund: answered 200 "OK"; the order did not change/],
    ['C7', /^Type 201, accepted: answered 200 "OK"; the order did not change/],
  ])('%s is found: %s', (id, fault) => {
    const { state, faults } = found(id)
    expect(state).toBe('failed')
    expect(faults).toContainEqual(expect.stringMatching(fault))
  })

  test('is told as a table, as JUnit and as Exec JSON', () => {
    expect(isClean(result)).toBe(false)
    const table = tableOf(result).join('\n')
    expect(table).toContain('✗ FAILED')
    expect(table).toContain('Card input “cvv”: has a name')
    const xml = junitXml(result)
    expect(xml).toContain(`tests="${result.probed.length}"`)
    expect(xml).toContain('<failure message="Terms of service: /terms answered 200')
    const json = probeJson(result)
    const schema = JSON.parse(readFileSync(path.resolve('test/hdf/exec-json.schema.json'), 'utf8'))
    const validate = new Ajv({ strict: false }).compile(schema)
    expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true)
    expect(probeJson(result)).toBe(json)
    const { profiles }: { profiles: { controls: { id: string }[] }[] } = JSON.parse(json)
    const ids = profiles.flatMap(({ controls }) => controls.map(({ id }) => id))
    expect(ids.toSorted()).toEqual(result.probed.map(({ check }) => check.id).toSorted())
  })

  test('is sent no pingback without the secret', async () => {
    const before = shop.pingbacks.length
    const { probed } = await probeSite(await openSite(new URL(shop.url)), noSecret, at)
    expect(shop.pingbacks).toHaveLength(before)
    for (const { check, finding } of probed.filter(({ check: { id } }) =>
      ['B7', 'B8', 'B9', 'C7'].includes(id),
    )) {
      expect(finding, check.id).toMatchObject({
        state: 'unchecked',
        sentence: 'No pingback was sent: none is given.',
      })
    }
  })

  test('is told beforehand what will be done to it', async () => {
    const opened = await openSite(new URL(shop.url))
    const plan = planOf(opened, noSecret).join(' ')
    for (const words of ['test mode', 'register a buyer', 'send no pingback: none is given']) {
      expect(plan).toContain(words)
    }
  })
})

describe('what a stranger’s server costs', () => {
  async function serve(answer: Parameters<typeof createServer>[1]) {
    const server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return {
      url,
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections()
        server.close()
      },
    }
  }
  const limits = { timeout: 60_000, size: 1000, requests: 10, whole: 60_000 }

  test('a page that never ends is given up at its bound', async () => {
    await using server = await serve((_, response) => {
      const pour = () => {
        while (response.write('x'.repeat(500)));
        response.once('drain', pour)
      }
      pour()
    })
    await expect(openSite(server.url, sender('test', limits))).rejects.toThrow('/ is longer than 1000 bytes.')
  })

  test('redirects end, and lead to no other host', async () => {
    let count = 0
    await using server = await serve((request, response) => {
      count++
      const away = request.url === '/away'
      response.writeHead(302, { location: away ? 'http://169.254.169.254/' : '/again' }).end()
    })
    await expect(openSite(server.url, sender('test', limits))).rejects.toThrow(
      '/ redirects more than 5 times.',
    )
    expect(count).toBe(6)
    await expect(new FormBrowser(server.url, sender('test', limits)).open('/away')).rejects.toThrow(
      'The shop redirects to http://169.254.169.254.',
    )
  })

  test('an answer that does not come is given up, and so are too many requests', async () => {
    await using server = await serve(() => {})
    await expect(openSite(server.url, sender('test', { ...limits, timeout: 10 }))).rejects.toThrow(
      'was not answered within',
    )
    await expect(openSite(server.url, sender('test', { ...limits, requests: 0 }))).rejects.toThrow(
      'which is the limit',
    )
  })
})

describe('TLS', () => {
  async function serveTls(options: { minVersion?: 'TLSv1'; maxVersion?: 'TLSv1.1'; days?: number }) {
    const { days = 300, ...versions } = options
    const made = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notAfterDate: new Date(Date.now() + days * 86_400_000),
    })
    const server = createTlsServer({
      key: made.private,
      cert: made.cert,
      ciphers: 'DEFAULT@SECLEVEL=0',
      ...versions,
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return {
      url: new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`),
      [Symbol.asyncDispose]: async () => {
        server.close()
      },
    }
  }
  // These checks look at the address and the time alone.
  const siteAt = (url: URL) => ({ url, now: new Date() }) as Parameters<typeof tlsVersions.look>[0]

  test('an old version that is spoken is a fault, and named', async () => {
    await using server = await serveTls({ minVersion: 'TLSv1' })
    const { state, facts } = await tlsVersions.look(siteAt(server.url))
    expect(state).toBe('failed')
    expect(facts.filter(({ kind }) => kind === 'fault').map(({ what }) => what)).toEqual([
      'A handshake with TLS 1.1',
      'A handshake with TLS 1.0',
    ])
  })

  test('the new versions alone are right, and the old ones were tried', async () => {
    await using server = await serveTls({})
    const { state, facts } = await tlsVersions.look(siteAt(server.url))
    expect(state).toBe('proven')
    expect(facts.map(({ kind }) => kind)).toEqual(['proof', 'attack', 'attack'])
  })

  test('a self-signed certificate on this machine is not used as evidence', async () => {
    await using server = await serveTls({})
    expect(await certificate.look(siteAt(server.url))).toMatchObject({ state: 'not_used' })
  })
})
