import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BrickClient, brickClient } from '../testing/brick'
import { type Sandbox, startSandbox } from '../testing/sandbox'
import { answerWith } from '../testing/shop'
import { timelineOf } from './timeline'

let sandbox: Sandbox
let brick: BrickClient

beforeEach(async () => {
  sandbox = await startSandbox()
  brick = brickClient(sandbox)
})
afterEach(() => sandbox.stop())

const types = () => sandbox.shop.received.map(({ searchParams }) => Number(searchParams.get('type')))

async function charge(cvv: string, changes: Record<string, string> = {}): Promise<string> {
  const { token } = await brick.tokenize({ 'card[cvv]': cvv })
  const { json } = await brick.charge(token, changes)
  return `b${json.id}`
}

async function press(ref: string, action: string, verdict: string) {
  const response = await fetch(`${sandbox.url}/merchant/payments/${ref}/${action}`, {
    method: 'POST',
    body: new URLSearchParams({ verdict }),
  })
  return { status: response.status, html: await response.text() }
}

it('tells what happened: calls, the payment, each attempt with answer and duration, and the next one', async () => {
  sandbox.shop.answer(answerWith(503, 'NOK'))
  const ref = await charge('123')
  await sandbox.shop.receives(1)
  await brick.call(`/charge/${ref.slice(1)}`, null)
  await sandbox.control('POST', '/clock', { advance: 1800 })
  const payment = sandbox.emulator.state.payments[0]
  const events = payment ? timelineOf(sandbox.emulator, payment) : []
  expect(events.map(({ title, detail, isAhead }) => [title, detail, isAhead])).toEqual(
    expect.arrayContaining([
      ['POST /api/brick/charge', '200, 1 warning', false],
      [`GET /api/brick/charge/${ref.slice(1)}`, '200', false],
      ['The payment is made', '9.99 USD', false],
      ['Pingback 0 payment made', '503 NOK', false],
      ['Pingback 0 payment made, sent again', '', true],
    ]),
  )
  expect(events.filter(({ detail }) => detail === '503 NOK')).toHaveLength(2)
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((left, right) => left - right))
  const html = await (await fetch(`${sandbox.url}/merchant/payments/${ref}`)).text()
  expect(html).toContain('<span class="detail"> 503 NOK</span>')
  expect(html).toContain('expected <time')
})

describe('a review', () => {
  it.each([
    ['556', 'accept', 201, 'paid'],
    ['555', 'decline', 202, 'declined'],
  ])('of a card with code %s ends as the merchant decides: %s', async (cvv, verdict, type, status) => {
    const ref = await charge(cvv)
    await sandbox.shop.receives(1)
    const { html } = await press(ref, 'decide', verdict)
    expect(html).toContain(`>${status}</span>`)
    expect(types()).toEqual([200, type])
    expect(await press(ref, 'decide', verdict)).toMatchObject({ status: 409 })
  })
})

describe('an authorised amount', () => {
  it.each([
    ['capture', 0, 'paid'],
    ['void', 203, 'voided'],
    ['expire', 203, 'voided'],
  ])('%s', async (verdict, type, status) => {
    const ref = await charge('123', { 'options[capture]': '0' })
    const { html } = await press(ref, 'hold', verdict)
    expect(html).toContain(`>${status}</span>`)
    expect(types()).toEqual([type])
    expect(await press(ref, 'hold', verdict)).toMatchObject({ status: 409 })
  })
})
