import type { Task } from 'graphile-worker'
import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { notePeriod } from '@/lib/golive/mutations'
import { projectOf } from '@/lib/golive/project'
import { crontab, tasks } from '@/lib/jobs/tasks'
import { receivePingback } from '@/lib/pingbacks/receive'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

async function functionTexts(): Promise<{ name: string; text: string }[]> {
  return await database.query(
    "SELECT proname AS name, prosrc AS text FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
  )
}

test('every job that a database function plans has a task', async () => {
  const planned: string[] = []
  for (const { name, text } of await functionTexts()) {
    const inserts = text.match(/insert\s+into\s+"?outbox_jobs"?/gi) ?? []
    const named = [
      ...text.matchAll(
        /insert\s+into\s+"?outbox_jobs"?\s*\(\s*"?task"?\s*,[^)]*\)\s*(?:values\s*\(|select)\s*'([^']+)'\s*,/gi,
      ),
    ]
    expect(named, `${name} plans a job that is named elsewhere than here`).toHaveLength(inserts.length)
    planned.push(...named.map(([, task = '']) => task))
  }
  expect(planned).toContain('reapply-pingback')
  expect(planned.filter((task) => !Object.hasOwn(tasks, task))).toEqual([])
})

test('every hour what check points rest on is kept, before the log is pruned', async () => {
  const { id, uid } = await newOrder(database)
  const query = pingbackQuery({ uid, goodsid: id, type: 0, ref: newReference() })
  // What came before it was noted which project this is counts for none.
  await notePeriod(projectOf(env()))
  for (const _ of ['first', 'again']) await receivePingback(query, '203.0.113.9')
  await tasks['judge-go-live']?.({}, {} as Parameters<Task>[1])
  expect(
    await database.query("SELECT DISTINCT point FROM evidence WHERE point = 'B8' AND proven"),
  ).toHaveLength(1)
})

test('every recurring job has a task', () => {
  const names = crontab.split('\n').map((line) => line.split(' ').at(-1) ?? '')
  expect(names).toContain('prune-log')
  expect(names.filter((name) => !Object.hasOwn(tasks, name))).toEqual([])
})
