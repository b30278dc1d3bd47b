import { expect, test } from 'vitest'
import { crontab, tasks } from '@/lib/jobs/tasks'
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

test('every recurring job has a task', () => {
  const names = crontab.split('\n').map((line) => line.split(' ').at(-1) ?? '')
  expect(names).toContain('prune-log')
  expect(names.filter((name) => !Object.hasOwn(tasks, name))).toEqual([])
})
