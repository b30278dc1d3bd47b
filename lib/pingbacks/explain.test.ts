import { afterEach, describe, expect, test } from 'vitest'
import { env } from '@/lib/env'
import { explainArrival, explainPasted } from '@/lib/pingbacks/explain'
import { type Arrival, listArrivals } from '@/lib/pingbacks/log'
import { receivePingback } from '@/lib/pingbacks/receive'
import { rejectedPingbacks } from '@/lib/pingbacks/rejected'
import { uidOf } from '@/test/support/ids'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const settings = env()
const asBefore = { ...settings }
const secret = settings.PAYMENTWALL_SECRET_KEY

afterEach(() => {
  Object.assign(settings, asBefore)
})

async function arrive(query: string): Promise<Arrival> {
  await receivePingback(query, '203.0.113.9')
  await rejectedPingbacks().flush()
  const { rows } = await listArrivals({} as never, { role: 'ADMIN', uid: uidOf('admin') }, undefined)
  const [newest] = rows
  if (!newest) throw new Error('Nothing is logged.')
  return newest
}

async function payment(
  others: Record<string, string | number> = {},
  options: { secret?: string; version?: number } = {},
) {
  const order = await newOrder(database)
  return pingbackQuery(
    { uid: order.uid, goodsid: order.id, type: 0, ref: newReference(), ...others },
    options,
  )
}

const sigOf = (query: string) => new URLSearchParams(query).get('sig') ?? ''
const whole = (value: unknown) =>
  JSON.stringify(value, (_, one) => (typeof one === 'bigint' ? String(one) : one))

describe('an arrival that was verified', () => {
  test('is recomputed from the ledger, and its digest is not revealed', async () => {
    const query = await payment()
    const explained = await explainArrival(await arrive(query))
    expect(explained.signature).toMatchObject({
      version: 3,
      algorithm: 'SHA-256',
      fits: 'current',
      given: `${sigOf(query).slice(0, 8)}…`,
      digest: `${sigOf(query).slice(0, 8)}…`,
    })
    expect(explained.signature?.parts.map(({ name }) => name)).toEqual([
      'goodsid',
      'ref',
      'sign_version',
      'slength',
      'speriod',
      'type',
      'uid',
    ])
    expect(explained.notes.join(' ')).toContain('Recomputed from the ledger, the digest is the same')
    expect(whole(explained)).not.toContain(sigOf(query))
    expect(whole(explained)).not.toContain(secret)
  })

  test('a repetition by another version is computed by that version', async () => {
    Object.assign(settings, { PAYMENTWALL_MIN_SIGN_VERSION: 2 })
    const order = await newOrder(database)
    const parameters = { uid: order.uid, goodsid: order.id, type: 0, ref: newReference() }
    await arrive(pingbackQuery(parameters))
    const repetition = pingbackQuery(parameters, { version: 2 })
    const arrival = await arrive(repetition)
    expect(arrival.verdict).toBe('duplicate')
    expect((await explainArrival(arrival)).signature).toMatchObject({
      version: 2,
      fits: 'current',
      digest: `${sigOf(repetition).slice(0, 8)}…`,
    })
  })

  test('after its secret was replaced: that it can’t be computed is said', async () => {
    const arrival = await arrive(await payment())
    Object.assign(settings, { PAYMENTWALL_SECRET_KEY: 'another', BRICK_PRIVATE_KEY: undefined })
    const { signature, notes } = await explainArrival(arrival)
    expect(signature).toMatchObject({ digest: undefined, fits: 'current' })
    expect(notes.join(' ')).toContain('replaced since')
    Object.assign(settings, { PAYMENTWALL_SECRET_KEY_PREVIOUS: secret })
    expect((await explainArrival(arrival)).signature?.fits).toBe('previous')
  })

  test('of other content than the ledger’s: that its values are masked is said', async () => {
    const query = await payment()
    await arrive(query)
    const parameters = Object.fromEntries(new URLSearchParams(query))
    const { sig: _, sign_version: __, ...rest } = parameters
    const arrival = await arrive(pingbackQuery({ ...rest, is_test: '1' }))
    expect(arrival.verdict).toBe('conflict')
    const { signature, notes } = await explainArrival(arrival)
    expect(signature?.digest).toBeUndefined()
    expect(notes.join(' ')).toContain('can’t be recomputed')
  })

  test('that was none, since the shop applied it again, has no signature', async () => {
    const arrival = await arrive(await payment({ goodsid: 'gone' }))
    const { applyMatch } = await import('@/lib/pingbacks/match')
    await applyMatch({ id: arrival.pingbackId ?? 0n, orderId: undefined })
    const { rows } = await listArrivals({} as never, { role: 'ADMIN', uid: uidOf('admin') }, undefined)
    const again = rows[0]
    expect(again?.pingbackId).toBe(arrival.pingbackId)
    expect(again && (await explainArrival(again))).toMatchObject({ signature: undefined })
  })
})

describe('a refused arrival', () => {
  test('that is kept is opened and verified, and shown masked', async () => {
    const query = await payment({ colour: 'red', contact: 'ann@example.com' })
    const arrival = await arrive(query)
    const explained = await explainArrival(arrival)
    expect(explained.signature).toMatchObject({ fits: 'current', faulty: ['colour', 'contact'] })
    expect(explained.notes.join(' ')).toContain('PINGBACK_CUSTOM_PARAMETERS')
    expect(whole(explained)).not.toContain('ann@example.com')
    expect(whole(explained)).not.toContain(sigOf(query))
  })

  test('with a changed value: the genuine one shows which', async () => {
    const query = await payment()
    await arrive(query)
    const forged = await arrive(query.replace(/uid=[^&]+/, 'uid=mallory'))
    const { signature, notes } = await explainArrival(forged)
    expect(signature).toMatchObject({ fits: undefined, digest: undefined })
    expect(notes.join(' ')).toContain('differs in "uid"')
    expect(notes.join(' ')).toContain('the secret key is right')
  })

  test('that is a signed call cut elsewhere: its foreign names are shown', async () => {
    const forged = await arrive(
      `ag_name=x&goodsid=o&ref=b1&sign_version=3&type=0&uid=u&sig=${'a'.repeat(64)}`,
    )
    const { signature, notes } = await explainArrival(forged)
    expect(signature?.faulty).toEqual(['ag_name'])
    expect(notes.join(' ')).toContain('cut elsewhere')
  })

  test('where nothing was verified: the secret key is to be compared', async () => {
    await database.query('TRUNCATE pingback_attempts')
    const query = await payment({}, { secret: 'of another project' })
    expect((await explainArrival(await arrive(query))).notes.join(' ')).toContain('PAYMENTWALL_SECRET_KEY')
  })
})

describe('an address that was pasted', () => {
  const plain = 'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sign_version=3'
  const key = '00112233445566778899aabbccddeeff'
  const sig = '66a66e92c99a131b042724b080187ccaff0f137bbceb47302b6aff39fbef2e97'

  test('with its secret: part by part, and what the listener says', () => {
    const explained = explainPasted(`https://shop.example/api/pingback?${plain}&sig=${sig}`, key)
    expect(explained).toMatchObject({
      signature: { fits: 'the secret key that you gave', digest: sig, slip: undefined },
    })
    expect(explained.verdict).toContain('would take it')
    expect(whole(explained)).not.toContain(key)
  })

  test('with another secret than the shop’s, which signed it', () => {
    const query = pingbackQuery({ uid: 'u', type: 0, ref: 'b1', goodsid: 'o' })
    expect(explainPasted(query, 'another')).toMatchObject({
      signature: {
        fits: undefined,
        slip: {
          kind: 'secret',
          isProven: true,
          sentence: 'It was signed with this shop’s current secret key.',
        },
      },
    })
  })

  test('with the project key in place of the secret key', () => {
    const query = pingbackQuery(
      { uid: 'u', type: 0, ref: 'b1' },
      { secret: settings.PAYMENTWALL_PROJECT_KEY },
    )
    expect(explainPasted(query, '').signature.slip?.sentence).toContain(
      'the project key instead of the secret key',
    )
  })

  test('without a secret, one that nobody signed gets no digest that would make it genuine', () => {
    const explained = explainPasted(`${plain}&sig=${'0'.repeat(64)}`, '')
    expect(explained.signature).toMatchObject({ digest: undefined, fits: undefined })
    expect(explained.verdict).toContain('signature does not match')
    const right = pingbackQuery({ uid: 'u-1001', goodsid: 'order-77', type: 0, ref: 'b900001' })
    expect(whole(explained)).not.toContain(sigOf(right))
  })

  test('the names that no setting knows are shown', () => {
    expect(explainPasted(`${plain}&colour=red&ag_name=x&sig=${sig}`, key).signature.faulty).toEqual(
      expect.arrayContaining(['ag_name']),
    )
  })

  test('is told in pieces that a form may send back: none twice, and all of it small', async () => {
    const query = pingbackQuery({ uid: 'u', type: 2, ref: 'b1', note: '"'.repeat(2000) }, { secret: key })
    const explained = explainPasted(query.replace('type=2', 'type=0'), key)
    expect(explained.signature.slip?.difference?.expected).toEqual({ name: 'type', value: '0' })
    // React sends what it has sent before as a reference, which no form of this shop may hold (lib/http/form-post.ts).
    const seen = new Set<object>()
    JSON.stringify(explained, (_, value) => {
      if (typeof value !== 'object' || value === null) return value
      expect(seen.has(value)).toBe(false)
      seen.add(value)
      return value
    })
    expect(whole(explained).length).toBeLessThan(16_384)
  })
})
