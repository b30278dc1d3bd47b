import { expect, test } from 'vitest'
import type { ProbeCheck } from '@/lib/probe/check'
import { listenerAnswers } from '@/lib/probe/checks/b7-answers'
import { duplicates } from '@/lib/probe/checks/b8-duplicates'
import { forgeries } from '@/lib/probe/checks/b9-forgeries'
import { riskReview } from '@/lib/probe/checks/c7-risk-review'
import type { PingbackRun, Sent } from '@/lib/probe/pingbacks'

const taken = (type: number): Sent => ({
  ...{ what: `Type ${type}`, type, status: 200, body: 'OK' },
  ...{ isOk: true, isByAddress: false, changed: [0, 2, 201].includes(type) },
})
const refused = { status: 403, body: 'NOK', isOk: false, changed: false }

/** What comes of a shop that does all of it right. */
const right: PingbackRun = {
  forged: [{ ...taken(0), ...refused }],
  genuine: [0, 2, 200, 201, 200, 202].map(taken),
  repeated: [{ ...taken(0), changed: false }],
}

const look = (check: ProbeCheck, run: PingbackRun) =>
  check.look({ pingbacks: async () => run } as Parameters<ProbeCheck['look']>[0])

const all = [listenerAnswers, duplicates, forgeries, riskReview]

test.each(all)('$id is proven by a right shop', async (check) => {
  expect(await look(check, right)).toMatchObject({ state: 'proven' })
})

test.each(all)('$id could not be checked where the address list refuses the probe', async (check) => {
  const genuine = right.genuine.map((sent) => ({ ...sent, ...refused, isByAddress: true }))
  expect(await look(check, { ...right, genuine, repeated: genuine })).toMatchObject({
    state: 'unchecked',
    sentence: expect.stringContaining('PINGBACK_ALLOWED_IPS'),
  })
})

test.each([listenerAnswers, duplicates, riskReview])(
  '$id fails where genuine pingbacks are refused',
  async (check) => {
    const genuine = right.genuine.map((sent) => ({ ...sent, ...refused }))
    expect(await look(check, { ...right, genuine, repeated: genuine })).toMatchObject({ state: 'failed' })
  },
)

test('an answer that only resembles OK is none, and a forgery that has an effect counts as one', async () => {
  const genuine = right.genuine.map((sent) => ({ ...sent, body: 'OK\n', isOk: false }))
  expect(await look(listenerAnswers, { ...right, genuine })).toMatchObject({ state: 'failed' })
  const forged = right.forged.map((sent) => ({ ...sent, changed: true }))
  expect(await look(forgeries, { ...right, forged })).toMatchObject({ state: 'failed' })
})
