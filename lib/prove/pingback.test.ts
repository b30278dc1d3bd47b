import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { verifyPingback } from '@/lib/pingbacks/verify'
import { altered, downgraded, genuinePairs, isOk, type Pair, resplit } from '@/lib/prove/pingback'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const parameters = {
  uid: 'u1',
  goodsid: 'order77',
  slength: '',
  speriod: '',
  type: '0',
  ref: 't1',
  is_test: '1',
}
await database.query(
  `INSERT INTO pingbacks (ref, type, digest, parameters, verdict) VALUES ('t1', 0, 'x', $1, 'applied')`,
  [JSON.stringify({ ...parameters, sign_version: '3', sig: 'old' })],
)

const verified = (pairs: readonly Pair[]) =>
  verifyPingback(new URLSearchParams(pairs.map(([a, b]) => [a, b])).toString(), undefined, env())

test('what the ledger says, signed again, is genuine; and there must be something', async () => {
  expect(verified(await genuinePairs('t1', 0))).toMatchObject({ ok: true, signVersion: 3 })
  await expect(genuinePairs('t1', 2)).rejects.toThrow('no pingback of type 2')
})

test('altered and downgraded it is refused, and nothing is advised that would let it in', async () => {
  const pairs = await genuinePairs('t1', 0)
  expect(verified(altered(pairs, 'type', '2'))).toMatchObject({ ok: false, reason: 'signature_mismatch' })
  for (const version of [1, 2] as const) {
    const result = verified(downgraded(pairs, version))
    expect(result).toMatchObject({ ok: false, reason: 'version_refused' })
    expect('recoverable' in result && result.recoverable).toBeFalsy()
  }
})

test('a signed text that is cut in another way has a digest that fits, and is refused', () => {
  const pairs: Pair[] = [
    ['ag_external_id', 'order77'],
    ['ag_name', 'Fox'],
    ['amount', '6.00'],
  ]
  const secret = env().PAYMENTWALL_SECRET_KEY
  const digest = (of: readonly Pair[]) =>
    createHash('sha256')
      .update(
        [...of]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([a, b]) => `${a}=${b}`)
          .join('') + secret,
      )
      .digest('hex')
  const cut = resplit(pairs, digest(pairs))
  expect(cut).toHaveLength(3)
  expect(digest(cut.filter(([name]) => name !== 'sig'))).toBe(digest(pairs))
  expect(verified(cut)).toMatchObject({ ok: false })
})

test('only 200 with exactly OK counts as OK', () => {
  expect(isOk({ status: 200, body: 'OK', request: '' })).toBe(true)
  for (const answer of [
    { status: 200, body: 'OK\n' },
    { status: 403, body: 'OK' },
    { status: 200, body: 'NOK' },
  ]) {
    expect(isOk({ ...answer, request: '' })).toBe(false)
  }
})
