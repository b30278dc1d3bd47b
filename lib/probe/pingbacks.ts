import { createHash, randomBytes } from 'node:crypto'
import type { Send } from '@/lib/form-browser/request'
import { signature } from '@/lib/paymentwall/signature'
import type { Buyer, ProbeOrder } from '@/lib/probe/buyer'
import { probeHeader, probeProof } from '@/lib/probe-orders/proof'

/** A pingback that the probe has sent, what was answered, and whether the buyer's order page then showed something else. */
export interface Sent {
  what: string
  type: number
  status: number
  /** The body, byte for byte, cut. */
  body: string
  isOk: boolean
  isByAddress: boolean
  changed: boolean
}

/** All that was sent, by what it is to show. */
export interface PingbackRun {
  forged: Sent[]
  /** Type 0 and 2, 200 and 201, 200 and 202. */
  genuine: Sent[]
  repeated: Sent[]
}

type Parameters = [string, string][]

const repeats = 3

/**
 * Sends signed test pingbacks to orders that the shop has marked as the probe's: forged ones before anything is paid, then a
 * payment, its repetitions one by one and at once, its refund, and a risk review of either end.
 *
 * @throws when the shop marks no order: then nothing is sent
 */
export async function runPingbacks(
  site: URL,
  send: Send,
  buyer: Buyer,
  secret: string,
): Promise<PingbackRun> {
  const usable = async (id: string) => mark(site, send, id, secret)
  const paid = await open(await buyer.placeOrder(usable), site, send, buyer, secret)
  const accepted = await open(await buyer.placeOrder(usable), site, send, buyer, secret)
  const declined = await open(await buyer.placeOrder(usable), site, send, buyer, secret)
  const forged = [
    await paid.send('A pingback with a wrong signature', 0, forge),
    await paid.send('A signed widget call, re-split into a pingback', 0, recut),
    await paid.send('A pingback with signature version 1', 0, downgrade),
  ]
  const genuine = [await paid.send('Type 0, a payment', 0)]
  const repeated: Sent[] = [await paid.send('The same pingback again', 0)]
  repeated.push(...(await paid.sendAtOnce('The same pingback, many times at once', 0, repeats)))
  genuine.push(await paid.send('Type 2, a refund', 2, sign, [['reason', '1']]))
  genuine.push(
    await accepted.send('Type 200, under review', 200),
    await accepted.send('Type 201, accepted', 201),
  )
  genuine.push(
    await declined.send('Type 200, under review', 200),
    await declined.send('Type 202, declined', 202),
  )
  return { forged, genuine, repeated }
}

/** Has the shop mark an order as the probe's; false when it refuses this very order, and another may do. */
async function mark(site: URL, send: Send, order: string, secret: string): Promise<boolean> {
  const answer = await send(new URL('/api/go-live/probe-order', site), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams({ order, proof: probeProof('order', order, secret) }).toString()),
  })
  if (answer.status === 204) return true
  if (answer.status === 409) return false
  if (answer.status === 403)
    throw new Error('The shop does not accept this secret key: it belongs to another project.')
  throw new Error(
    `The shop did not mark the orders as probe orders (${answer.status}), so no pingback was sent.`,
  )
}

type Signer = (parameters: Parameters, secret: string) => Parameters

const sign: Signer = (parameters, secret) => {
  const all: Parameters = [...parameters, ['sign_version', '3']]
  return [...all, ['sig', signature(all, 3, secret)]]
}

const forge: Signer = (parameters) => sign(parameters, randomBytes(16).toString('hex'))

/** As if a name typed in the shop had been signed with a widget call, and the text cut elsewhere. */
const recut: Signer = (parameters, secret) => sign([['ag_name', 'x'], ...parameters], secret)

/** Version 1 signs a few fields, so that the others can be altered. */
const downgrade: Signer = (parameters, secret) => {
  const value = (name: string) => parameters.find(([one]) => one === name)?.[1] ?? ''
  const base = ['uid', 'goodsid', 'slength', 'speriod', 'type', 'ref'].map((name) => `${name}=${value(name)}`)
  const digest = createHash('md5')
    .update(base.join('') + secret)
    .digest('hex')
  return [...parameters, ['sign_version', '1'], ['sig', digest]]
}

interface Open {
  send: (what: string, type: number, signer?: Signer, more?: Parameters) => Promise<Sent>
  sendAtOnce: (what: string, type: number, times: number) => Promise<Sent[]>
}

async function open(
  { id, payment }: ProbeOrder,
  site: URL,
  send: Send,
  buyer: Buyer,
  secret: string,
): Promise<Open> {
  const inPage = (name: string) =>
    new RegExp(`(?:[?&;]|\\\\u0026)${name}=([\\w.@+-]{1,64})`).exec(payment.body)?.[1]
  const uid = inPage('uid')
  if (uid === undefined)
    throw new Error('The payment page contains no widget call, so the buyer’s uid is not known.')
  const base: Parameters = [
    // Order and buyer are what the page says: `is_test` keeps a page that lies from having a real payment signed.
    ['goodsid', inPage('ag_external_id') ?? id],
    ['is_test', '1'],
    ['ref', `probe${randomBytes(8).toString('hex')}`],
    ['uid', uid],
  ]
  const view = async () => {
    const page = await buyer.browser.open(`/orders/${id}`)
    page.$('script, style, noscript').remove()
    return page.$('body').text().replace(/\s+/g, ' ').trim()
  }
  let seen = await view()
  const deliver = async (what: string, type: number, signer: Signer, more: Parameters) => {
    const query = new URLSearchParams(signer([...base, ['type', String(type)], ...more], secret)).toString()
    const answer = await send(new URL(`/api/pingback?${query}`, site), {
      headers: { [probeHeader]: probeProof('pingback', query, secret) },
    })
    const { status, body, headers } = answer
    return {
      ...{ what, type, status, body: body.slice(0, 100) },
      isOk: status === 200 && body === 'OK',
      isByAddress: status === 403 && headers.get('x-pingback-result') === 'address_refused',
    }
  }
  const look = async () => {
    const before = seen
    seen = await view()
    return seen !== before
  }
  return {
    send: async (what, type, signer = sign, more = []) => {
      const sent = await deliver(what, type, signer, more)
      return { ...sent, changed: await look() }
    },
    sendAtOnce: async (what, type, times) => {
      const all = await Promise.all(Array.from({ length: times }, () => deliver(what, type, sign, [])))
      const changed = await look()
      return all.map((sent) => ({ ...sent, changed }))
    },
  }
}
