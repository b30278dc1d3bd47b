import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { receivePingback } from '@/lib/pingbacks/receive'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const previousSecret = 'ffeeddccbbaa99887766554433221100'
process.env.PAYMENTWALL_SECRET_KEY_PREVIOUS = previousSecret
process.env.PINGBACK_CUSTOM_PARAMETERS = 'note'
const secret = process.env.PAYMENTWALL_SECRET_KEY ?? ''

interface Payment {
  uid: string
  goodsid: string
  ref: string
}

const genuine = (payment: Payment, others = {}) => pingbackQuery({ ...payment, type: 0, ...others })
const withSig = (query: string, change: (sig: string) => string) =>
  query.replace(/(?<=&sig=).*/, (sig) => change(sig))
const unsigned = (query: string) => query.replace(/&sig=.*/, '')
const withMore = (query: string, more: string) => query.replace('&sig=', `${more}&sig=`)

/** A string that a careless shop signed for somebody who typed it into a field, cut differently. */
function cutFromWidgetCall({ uid, goodsid, ref }: Payment, version: 2 | 3): string {
  const typed = `goodsid=${goodsid}ref=${ref}sign_version=${version}slength=speriod=type=0uid=${uid}`
  const hash = createHash(version === 3 ? 'sha256' : 'md5')
  const sig = hash.update(`ag_name=${typed}${secret}`).digest('hex')
  const pieces = {
    ag_name: '',
    goodsid,
    ref,
    sign_version: String(version),
    slength: '',
    speriod: '',
    type: '0',
    uid,
  }
  return `${new URLSearchParams({ ...pieces, sig })}`
}

async function receive(query: (payment: Payment) => string) {
  const order = await newOrder(database)
  const ref = newReference()
  const answer = await receivePingback(query({ uid: order.uid, goodsid: order.id, ref }), undefined)
  const [stored] = await database.query<{ ledger: number; grants: number }>(
    `SELECT (SELECT count(*)::int FROM pingbacks WHERE ref = $1) AS ledger,
       (SELECT count(*)::int FROM deliveries WHERE order_id = $2) AS grants`,
    [ref, order.id],
  )
  return { ...answer, ...stored }
}

type Case = [title: string, query: (payment: Payment) => string]

describe('genuine: 200 OK, 1 grant', () => {
  test.each<Case>([
    ['as the provider sends it', (payment) => genuine(payment)],
    ['a value that is not ASCII', (payment) => genuine(payment, { note: 'Grüße 🦊' })],
    [
      'the previous secret, during a rotation',
      (payment) => pingbackQuery({ ...payment, type: 0 }, { secret: previousSecret }),
    ],
    ['its parameters in another order', (payment) => genuine(payment).split('&').reverse().join('&')],
    ['letters escaped that need not be', (payment) => genuine(payment).replace('type=', '%74ype=')],
  ])('%s', async (_, query) => {
    expect(await receive(query)).toEqual({ status: 200, body: 'OK', headers: {}, ledger: 1, grants: 1 })
  })
})

describe('400 NOK, 0 grants', () => {
  test.each<Case>([
    ['no signature', (payment) => unsigned(genuine(payment))],
    ['an empty signature', (payment) => withSig(genuine(payment), () => '')],
    ['a truncated signature', (payment) => withSig(genuine(payment), (sig) => sig.slice(0, -1))],
    ['a padded signature', (payment) => withSig(genuine(payment), (sig) => `${sig}0`)],
    ['a signature after a space', (payment) => withSig(genuine(payment), (sig) => `+${sig}`)],
    ['an upper-case signature', (payment) => withSig(genuine(payment), (sig) => sig.toUpperCase())],
    ['two signatures', (payment) => withMore(genuine(payment), `&sig=${'0'.repeat(64)}`)],
    ['version 1', (payment) => pingbackQuery({ ...payment, type: 0 }, { version: 1 })],
    ['version 99', (payment) => pingbackQuery({ ...payment, type: 0 }, { version: 99 })],
    ['version 3abc', (payment) => genuine(payment).replace('sign_version=3', 'sign_version=3abc')],
    ['a call of a careless shop, cut into a pingback, version 2', (payment) => cutFromWidgetCall(payment, 2)],
    ['a call of a careless shop, cut into a pingback, version 3', (payment) => cutFromWidgetCall(payment, 3)],
    ['a name that nobody configured', (payment) => genuine(payment, { colour: 'red' })],
    ['a name twice', (payment) => withMore(genuine(payment), '&type=0')],
    ['an array', (payment) => genuine(payment).replace('goodsid=', 'goodsid[]=')],
    ['an array with an index', (payment) => genuine(payment).replace('goodsid=', 'goodsid[0]=')],
    ['__proto__', (payment) => withMore(genuine(payment), '&__proto__=1')],
    ['NUL', (payment) => withMore(genuine(payment), '&note=%00')],
    ['bytes that are not UTF-8', (payment) => withMore(genuine(payment), '&note=%FF')],
    ['= in a value', (payment) => genuine(payment, { note: 'a=b' })],
    ['65 parameters', (payment) => `${genuine(payment)}${'&note=1'.repeat(60)}`],
    ['nothing at all', () => ''],
  ])('%s', async (_, query) => {
    expect(await receive(query)).toEqual({ status: 400, body: 'NOK', headers: {}, ledger: 0, grants: 0 })
  })
})

describe('403 NOK, 0 grants', () => {
  test.each<Case>([
    ['a guessed secret', (payment) => pingbackQuery({ ...payment, type: 0 }, { secret: 'a-guess' })],
    ['no secret', (payment) => pingbackQuery({ ...payment, type: 0 }, { secret: '' })],
    ['no version', (payment) => genuine(payment).replace('&sign_version=3', '')],
    ['version 2, where 3 is the least', (payment) => pingbackQuery({ ...payment, type: 0 }, { version: 2 })],
    [
      'a digest of version 3 called version 2',
      (payment) => genuine(payment).replace('sign_version=3', 'sign_version=2'),
    ],
    [
      'a digest of version 2 called version 3',
      (payment) =>
        pingbackQuery({ ...payment, type: 0 }, { version: 2 }).replace('sign_version=2', 'sign_version=3'),
    ],
    ['a parameter added', (payment) => withMore(genuine(payment), '&is_test=1')],
    ['a parameter removed', (payment) => genuine(payment).replace('&speriod=', '').replace('speriod=&', '')],
    [
      'a parameter changed',
      (payment) => genuine({ ...payment, ref: 'b1' }).replace('ref=b1', `ref=${payment.ref}`),
    ],
    ['the type of another', (payment) => genuine(payment, { type: 2 }).replace('type=2', 'type=0')],
  ])('%s', async (_, query) => {
    expect(await receive(query)).toEqual({ status: 403, body: 'NOK', headers: {}, ledger: 0, grants: 0 })
  })
})

describe('414 NOK, 0 grants', () => {
  test.each([9000, 1 << 20])('%d bytes', async (length) => {
    const answer = await receive((payment) => `${genuine(payment)}&note=`.padEnd(length, 'x'))
    expect(answer).toEqual({ status: 414, body: 'NOK', headers: {}, ledger: 0, grants: 0 })
  })
})
