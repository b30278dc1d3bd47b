import type { Parameter } from '../core/parameters'
import { baseString, digest } from '../core/signature'
import type { DrillBench, Forgery, Message } from './bench'
import type { Observation } from './observation'

/** Sends one pingback for each forgery, about an order of its own; none may be answered OK. */
export async function refuseAll(
  bench: DrillBench,
  type: number,
  forgeries: readonly (readonly [name: string, forgery: Forgery])[],
): Promise<Observation> {
  const orders = await bench.newOrders(forgeries.length)
  const answers = await Promise.all(
    forgeries.map(([, forgery], index) =>
      bench.send(bench.message({ order: orders[index] ?? '', ref: bench.newRef(), type }, forgery)),
    ),
  )
  const faults = forgeries.flatMap(([name], index) =>
    answers[index]?.isAcknowledged ? [`It answered OK to one ${name}.`] : [],
  )
  return { faults, deliveries: orders.map((order) => [order, 0]) }
}

export const without =
  (name: string) =>
  (parameters: Parameter[]): Parameter[] =>
    parameters.filter(([candidate]) => candidate !== name)

export const replaced =
  (name: string, change: (value: string) => string) =>
  (parameters: Parameter[]): Parameter[] =>
    parameters.map(([candidate, value]) => [candidate, candidate === name ? change(value) : value])

/**
 * Pingbacks made out of the signed address of a payment page, which every buyer sees: the buyer has typed parts of a pingback where
 * the shop lets text through, and cuts the base string at other places. The signature is valid for all of them.
 */
export function reSplit(bench: DrillBench, order: string): { name: string; message: Message }[] {
  const { secretKey, signVersion } = bench.target
  const named = new Map(bench.wording.parameters(order, bench.target.uid, 0))
  const uid = named.get('uid') ?? ''
  const bought = [...named].filter(([name, value]) => name !== 'uid' && value !== '')
  const message = (marker: string): Message => {
    const ref = bench.newRef()
    const typed = `${bought.map(([name, value]) => `${name}=${value}`).join('')}ref=${ref}sign_version=${signVersion}type=0${marker}`
    const call: Parameter[] = [
      ['ag_external_id', 'order-of-the-buyer'],
      ['ag_name', `Fox ${typed}`],
      ['ag_type', 'fixed'],
      ['amount', '0.50'],
      ['currencyCode', 'USD'],
      ['sign_version', String(signVersion)],
      ['uid', uid],
    ]
    const base = baseString(call, 'sign')
    const [head = '', tail = ''] = base.split(typed)
    const rest = tail.slice(0, -`uid=${uid}`.length)
    return bench.raw([
      ['ag_external_id', head.slice('ag_external_id='.length)],
      ...bought,
      ['ref', ref],
      ['sign_version', String(signVersion)],
      ['type', marker === '' ? `0${rest}` : '0'],
      ...(marker === '' ? [] : [[marker.slice(0, -1), rest] satisfies Parameter]),
      ['uid', uid],
      ['sig', digest(base, secretKey, signVersion)],
    ])
  }
  const origin = "a payment page's signed address, cut up into a pingback"
  return [
    { name: `${origin} with further parameters`, message: message('u=') },
    { name: `${origin} whose type goes on behind its number`, message: message('') },
  ]
}
