import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { secondProject } from '@/lib/golive/checks/a4-second-project'
import { projectOf } from '@/lib/golive/project'
import { judge, notUsed } from '@/test/support/golive'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const began = (project: string) =>
  database.query(`INSERT INTO project_periods (mode, project) VALUES ('test', $1)`, [project])
const live = () => ({ ...env(), PAYMENTWALL_MODE: 'live' as const })

test('not used before the shop is live', async () => {
  expect(await notUsed(secondProject)).toMatch(/once the shop is live/)
  expect(await notUsed(secondProject, { env: live() })).toBeUndefined()
})

test('not yet, then proven once the shop ran for another project', async () => {
  expect(await judge(secondProject, { env: live() })).toMatchObject({ state: 'not_yet' })
  await began('0123456789abcdef')
  expect(await judge(secondProject, { env: live() })).toMatchObject({ state: 'proven' })
})

test('failed where test mode runs on the live project', async () => {
  await began(projectOf(env()).project)
  expect(await judge(secondProject, { env: live() })).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/for the project that is now live/),
  })
})
