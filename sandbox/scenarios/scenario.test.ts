import { afterEach, beforeEach, expect, it } from 'vitest'
import { baseString, digest } from '../core/signature'
import { brickClient } from '../testing/brick'
import { project, type Sandbox, startSandbox } from '../testing/sandbox'
import { answerOk, answerWith } from '../testing/shop'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())

async function conversation() {
  const brick = brickClient(sandbox)
  const { token } = await brick.tokenize({ 'card[cvv]': '555' })
  const { json } = await brick.charge(token)
  await sandbox.shop.receives(1)
  await sandbox.control('POST', '/clock', { advance: 121 })
  const ref = `b${json.id}`
  return { ref, scenario: (await sandbox.control('GET', `/payments/${ref}/scenario`)).json }
}

it("exports a payment's calls and pingbacks with their answers, and no secret", async () => {
  const { ref, scenario } = await conversation()
  expect(scenario).toMatchObject({
    format: 1,
    payment: { ref, goodsId: 'order-1', status: 'paid' },
    calls: [{ afterMs: 0, method: 'POST', path: '/api/brick/charge', status: 200 }],
    pingbacks: [
      { type: 200, signVersion: 3, answer: { status: 200, body: 'OK' } },
      { type: 201, answer: { status: 200, body: 'OK' } },
    ],
  })
  expect(scenario.pingbacks[1].afterMs).toBeGreaterThanOrEqual(120_000)
  for (const secret of [project.secretKey, project.brickPrivateKey, '"sig"']) {
    expect(JSON.stringify(scenario)).not.toContain(secret)
  }
})

it('replays it for another reference, signed by the project, and says whether the shop answers as before', async () => {
  const { scenario } = await conversation()
  const replay = { scenario, ref: 'b99', uid: 'u-9', goodsId: 'order-9' }
  const same = await sandbox.control('POST', '/scenarios', replay)
  expect(same.json).toMatchObject({ isSame: true, answers: [{ type: 200 }, { type: 201 }] })
  const [, , first, second] = sandbox.shop.received
  expect([first, second].map((url) => url?.searchParams.get('type'))).toEqual(['200', '201'])
  const parameters = [...(first?.searchParams ?? [])]
  expect(Object.fromEntries(parameters)).toMatchObject({ ref: 'b99', uid: 'u-9', goodsid: 'order-9' })
  expect(digest(baseString(parameters, 'sig'), project.secretKey, 3)).toBe(first?.searchParams.get('sig'))

  sandbox.shop.answer(answerWith(503, 'NOK'))
  expect((await sandbox.control('POST', '/scenarios', replay)).json).toMatchObject({
    isSame: false,
    answers: [{ isSame: false, now: { status: 503, body: 'NOK' } }, { isSame: false }],
  })
  sandbox.shop.answer(answerOk)
})

it('refuses what is no scenario', async () => {
  expect(await sandbox.control('POST', '/scenarios', { scenario: { format: 2 } })).toMatchObject({
    status: 400,
  })
  expect(await sandbox.control('GET', '/payments/b0/scenario')).toMatchObject({ status: 404 })
})
