import { expect, test } from 'vitest'
import { judgeRefusals, startRefusals } from '@/lib/golive/checks/a3-start-refusals'
import { environmentFault, unsoundLive } from '@/lib/golive/start-up'
import { judge } from '@/test/support/golive'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

test('proven: each start that must not be is refused, for its own reason', async () => {
  const { state, facts, sample } = await judge(startRefusals)
  expect(state).toBe('proven')
  expect(sample).toEqual({ passed: unsoundLive.length, of: unsoundLive.length })
  const refused = facts.filter(({ kind }) => kind === 'attack').map(({ what, seen }) => `${what}: ${seen}`)
  expect(refused).toHaveLength(unsoundLive.length)
  expect(refused.join('\n')).toMatch(/a Brick test key: refused: BRICK_PRIVATE_KEY is a test key/)
  expect(refused.join('\n')).toMatch(/an http:\/\/ address: refused: SHOP_URL must begin with https/)
  expect(refused.join('\n')).toMatch(/placeholder company data: refused: COMPANY_NAME is the placeholder/)
  expect(refused.join('\n')).toMatch(/the emulator: refused: PAYMENTWALL_MODE is "local"/)
})

test('failed where one of them starts', () => {
  const judgement = judgeRefusals({ now: new Date() }, (environment) =>
    environment.BRICK_PRIVATE_KEY?.startsWith('t_') ? undefined : environmentFault(environment),
  )
  expect(judgement).toMatchObject({
    state: 'failed',
    sentence: 'Start in live mode with a Brick test key: not refused.',
    sample: { passed: unsoundLive.length - 1, of: unsoundLive.length },
  })
})
