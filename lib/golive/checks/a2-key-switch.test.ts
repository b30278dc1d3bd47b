import { expect, test } from 'vitest'
import { judgeSwitch, keySwitch } from '@/lib/golive/checks/a2-key-switch'
import { judge } from '@/test/support/golive'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

test('proven: made-up keys of both kinds start this build', async () => {
  const { state, facts } = await judge(keySwitch)
  expect(state).toBe('proven')
  expect(facts.map(({ what, seen }) => `${what}: ${seen}`)).toEqual([
    'This build with test keys and PAYMENTWALL_MODE=test: starts without a code change',
    'This build with live keys and PAYMENTWALL_MODE=live: starts without a code change',
  ])
})

test('failed where one of the modes does not start', () => {
  const judgement = judgeSwitch({ now: new Date() }, ({ PAYMENTWALL_MODE }) =>
    PAYMENTWALL_MODE === 'live' ? 'no such mode' : undefined,
  )
  expect(judgement).toMatchObject({ state: 'failed', sentence: expect.stringContaining('no such mode') })
})
