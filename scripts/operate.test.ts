import { expect, test, vi } from 'vitest'
import { db } from '@/lib/db'
import { testDatabase } from '@/test/support/test-database'
import { operate } from './operate'

test('a database that can’t be reached is named in a sentence, and nothing is tried', async () => {
  const work = vi.fn()
  await expect(operate(work)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(/^The database at 127\.0\.0\.1:1 can't be reached .*: start it/),
  })
  expect(work).not.toHaveBeenCalled()
})

test('a database that goes away meanwhile leaves a sentence that promises nothing', async () => {
  await testDatabase()
  const cutOff = async () => {
    await db().$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`
    return { ok: true, sentence: 'Done.' }
  }
  await expect(operate(cutOff)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining('not known whether this was done'),
  })
})
