import { expect, test } from 'vitest'
import { listFlags, listStatements, readSaid } from '@/lib/golive/data'
import { addFlag, addStatement, answerFlag, closeFlag, notePeriod } from '@/lib/golive/mutations'
import type { Project } from '@/lib/golive/project'
import { newId } from '@/lib/ids'
import { newBuyer } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const project: Project = { mode: 'local', project: 'a'.repeat(16) }
const admin = { role: 'ADMIN' } as const
const hostile = '<script>alert(1)</script> & "=1+1"'
const nextWeek = new Date(Date.now() + 7 * 86_400_000)
const newPoint = () => `G-${newId()}`

const periods = () => database.query<Project>('SELECT mode, project FROM project_periods ORDER BY id')

test('a period begins when mode or project changes, once however many processes note it', async () => {
  const inTest = { ...project, mode: 'test' } as const
  const other = { ...project, project: 'b'.repeat(16) }
  const [first] = await Promise.all(Array.from({ length: 6 }, () => notePeriod(project)))
  expect(await notePeriod(project)).toEqual(first)
  expect(await periods()).toEqual([project])
  await Promise.all(Array.from({ length: 6 }, () => notePeriod(inTest)))
  await notePeriod(other)
  const again = await notePeriod(project)
  expect(await periods()).toEqual([project, inTest, other, project])
  expect(again.getTime()).toBeGreaterThan(first?.getTime() ?? Number.POSITIVE_INFINITY)
})

const statement = (point: string, seen = 0n, name = 'Ada') => ({
  point,
  seen,
  name,
  text: hostile,
  uid: 'ada',
  until: nextWeek,
})

test('a statement is recorded word for word, for its mode and project alone', async () => {
  const point = newPoint()
  expect(await addStatement(project, statement(point))).toMatchObject({ ok: true })
  expect(await listStatements(point, project)).toMatchObject([
    { text: hostile, name: 'Ada', until: nextWeek },
  ])
  expect(await listStatements(point, { ...project, mode: 'live' })).toEqual([])
  expect((await readSaid([point], { ...project, project: 'c'.repeat(16) })).size).toBe(0)
})

test('of two who make a statement at once one does, and the other is told of it', async () => {
  const point = newPoint()
  const made = await Promise.all(
    ['Ada', 'Bob', 'Cy'].map((name) => addStatement(project, statement(point, 0n, name))),
  )
  expect(made.filter(({ ok }) => ok)).toHaveLength(1)
  const [recorded] = await listStatements(point, project)
  for (const { sentence } of made.filter(({ ok }) => !ok)) {
    expect(sentence).toBe(
      `Nothing was recorded: ${recorded?.name} has attested this in the meantime. Read that first.`,
    )
  }
  expect(await addStatement(project, statement(point, recorded?.id, 'Bob'))).toMatchObject({ ok: true })
  expect((await readSaid([point], project)).get(point)?.name).toBe('Bob')
})

async function flagged(reason = hostile) {
  const point = newPoint()
  const uid = await newBuyer(database)
  await addFlag(point, reason, uid)
  const [flag] = await listFlags(point, admin)
  if (!flag) throw new Error('no flag')
  return { point, uid, flag }
}

test('a flag stands with who raised it, once for each reason as long as it is open', async () => {
  const { point, uid } = await flagged()
  await Promise.all([addFlag(point, hostile, 'bob'), addFlag(point, hostile, 'bob')])
  expect(await listFlags(point, admin)).toMatchObject([
    { reason: hostile, flaggedBy: `${uid}@example.com`, answer: null, closedAt: null },
  ])
  expect(await listFlags(point, { role: 'REVIEWER' })).toMatchObject([
    { flaggedBy: `${uid[0]}…@example.com` },
  ])
  await addFlag(point, 'Another reason', 'bob')
  expect(await listFlags(point, admin)).toHaveLength(2)
})

test('no more than twenty flags of a point are open', async () => {
  const point = newPoint()
  const added = await Promise.all(Array.from({ length: 25 }, (_, n) => addFlag(point, `Reason ${n}`, 'ada')))
  expect(added.filter(({ ok }) => ok)).toHaveLength(20)
  expect(await listFlags(point, admin)).toHaveLength(20)
})

test('of two who answer a flag at once one does, and the other is told', async () => {
  const { point, flag } = await flagged()
  const answered = await Promise.all([
    answerFlag({ point, id: flag.id }, 'We mended it.', 'ada'),
    answerFlag({ point, id: flag.id }, 'We will not.', 'bob'),
  ])
  expect(answered.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answered.find(({ ok }) => !ok)?.sentence).toBe(
    'Nothing was done: this flag was answered in the meantime.',
  )
  const answer = answered[0]?.ok ? 'We mended it.' : 'We will not.'
  expect(await listFlags(point, admin)).toMatchObject([{ answer }])
})

test('a flag that is closed is neither answered nor closed again, and one of another point is none', async () => {
  const { point, flag } = await flagged()
  const named = { point, id: flag.id }
  expect(await closeFlag({ ...named, point: 'B8' }, 'ada')).toEqual({
    ok: false,
    sentence: 'There is no such flag.',
  })
  expect(await closeFlag(named, 'ada')).toEqual({ ok: true, sentence: 'The flag is closed.' })
  expect(await closeFlag(named, 'bob')).toMatchObject({ sentence: expect.stringContaining('already') })
  expect(await answerFlag(named, 'Too late', 'bob')).toEqual({
    ok: false,
    sentence: 'Nothing was done: this flag was closed in the meantime.',
  })
  expect(await listFlags(point, admin)).toMatchObject([{ answer: null, closedBy: 'ada' }])
})
