import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeParameters, type Parameter } from '../core/parameters'
import { baseString, digest } from '../core/signature'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

async function pay(): Promise<string> {
  const order = { uid: 'u-1', goodsId: 'order-1', amount: '9.99', currency: 'USD' }
  const { json } = await sandbox.control('POST', '/payments', order)
  return json.payment.ref
}

async function ticket(ref: string, type: 1 | 5, amount?: string) {
  const parameters: Parameter[] = [
    ['key', project.key],
    ['ref', ref],
    ['type', String(type)],
    ['message', 'please'],
    ...(amount ? [['amount', amount] as Parameter] : []),
    ['sign_version', '3'],
  ]
  const sign = digest(baseString(parameters, 'sign'), project.secretKey, 3)
  const response = await fetch(`${sandbox.url}/developers/api/ticket`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: encodeParameters([...parameters, ['sign', sign]]),
  })
  expect(await response.json()).toEqual({ result: 1 })
}

const later = () => sandbox.control('POST', '/clock', { advance: 61 })
const types = () =>
  sandbox.shop.received.map(({ searchParams }) => `${searchParams.get('type')} ${searchParams.get('ref')}`)

describe('a ticket about a payment that is returned already', () => {
  it('returns it no second time: two that wait at once are one refund', async () => {
    const ref = await pay()
    await ticket(ref, 1)
    await ticket(ref, 1)
    await later()
    expect(types()).toEqual([`0 ${ref}`, `2 ${ref}`])
  })

  it('returns it no second time afterwards, neither as a whole nor in part', async () => {
    const ref = await pay()
    await ticket(ref, 1)
    await later()
    await ticket(ref, 1)
    await ticket(ref, 5, '1.00')
    await later()
    expect(types()).toEqual([`0 ${ref}`, `2 ${ref}`])
  })

  it('returns nothing after the parts have reached the price', async () => {
    const ref = await pay()
    await ticket(ref, 5, '9.99')
    await later()
    await ticket(ref, 5, '9.99')
    await ticket(ref, 1)
    await later()
    expect(types()).toEqual([`0 ${ref}`, `220 ${ref}`])
  })

  it('of which a part is left: two parts are two', async () => {
    const ref = await pay()
    await ticket(ref, 5, '4.00')
    await ticket(ref, 5, '4.00')
    await later()
    expect(types()).toEqual([`0 ${ref}`, `220 ${ref}`, `220 ${ref}`])
    await ticket(ref, 1)
    await later()
    expect(types()).toEqual([`0 ${ref}`, `220 ${ref}`, `220 ${ref}`, `2 ${ref}`])
  })
})
