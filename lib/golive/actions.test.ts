import { expect, test } from 'vitest'
import { startSession } from '@/lib/accounts/session'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { Role } from '@/lib/generated/prisma/enums'
import {
  answerFlagAction,
  assessAction,
  closeFlagAction,
  flagAction,
  stateAction,
} from '@/lib/golive/actions'
import { assessmentSchema } from '@/lib/golive/assessment'
import { points } from '@/lib/golive/checks'
import { findAssessment, listAssessments, listFlags } from '@/lib/golive/data'
import { addAssessment, addFlag } from '@/lib/golive/mutations'
import { projectOf } from '@/lib/golive/project'
import { Browser } from '@/test/support/next-request'
import { newBuyer } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN' } as const

async function signedIn(role: Role) {
  const uid = await newBuyer(database)
  await database.query('UPDATE users SET role = $2 WHERE uid = $1', [uid, role])
  const { sessionVersion } = await db().user.findUniqueOrThrow({ where: { uid } })
  const browser = new Browser()
  await browser.run(() => startSession({ uid, sessionVersion }))
  return { browser, uid }
}

function form(fields: Record<string, string>) {
  const made = new FormData()
  for (const [name, value] of Object.entries({ back: '/admin/go-live/B8', ...fields })) made.set(name, value)
  return made
}

const lastEntry = (actorUid: string) =>
  db().auditEntry.findFirst({ where: { actorUid }, orderBy: { id: 'desc' } })

test('a reviewer flags a point, an admin answers, the reviewer closes it, and the audit log has all of it', async () => {
  const reviewer = await signedIn('REVIEWER')
  const merchant = await signedIn('ADMIN')
  await reviewer.browser.run(() => flagAction(form({ point: 'B8', reason: 'Which order?' })))
  expect(await lastEntry(reviewer.uid)).toMatchObject({
    act: 'go-live.flag',
    subject: 'B8',
    allowed: true,
    reason: 'Which order?',
  })
  const [flag] = await listFlags('B8', admin)
  const fields = { point: 'B8', flag: String(flag?.id) }
  await reviewer.browser.run(() => answerFlagAction(form({ ...fields, answer: 'Not mine to say' })))
  expect(await listFlags('B8', admin)).toMatchObject([
    { answer: null, flaggedBy: `${reviewer.uid}@example.com` },
  ])
  await merchant.browser.run(() => answerFlagAction(form({ ...fields, answer: 'The first one.' })))
  expect(await lastEntry(merchant.uid)).toMatchObject({ act: 'go-live.answer', subject: 'B8', allowed: true })
  await reviewer.browser.run(() => closeFlagAction(form(fields)))
  expect(await lastEntry(reviewer.uid)).toMatchObject({ act: 'go-live.close', subject: 'B8', allowed: true })
  expect(await listFlags('B8', admin)).toMatchObject([
    { answer: 'The first one.', closedAt: expect.any(Date) },
  ])
})

test.each<[string, string, (form: FormData) => Promise<void>, Record<string, string>]>([
  ['a statement about a point that is proven by data', 'go-live.state', stateAction, {}],
  ['a flag of a point that is not there', 'go-live.flag', flagAction, { point: 'Z9', reason: 'Why?' }],
  ['a flag without a reason', 'go-live.flag', flagAction, { reason: ' ' }],
  [
    'an answer to a flag that is not there',
    'go-live.answer',
    answerFlagAction,
    { flag: '999', answer: 'Yes.' },
  ],
])('%s is refused, with a word in the audit log', async (_, act, action, fields) => {
  const { browser, uid } = await signedIn('ADMIN')
  const said = { text: 'It is so.', name: 'Ada', until: '2999-01-01', seen: '0' }
  await browser.run(() => action(form({ point: 'B8', ...said, ...fields })))
  expect(await lastEntry(uid)).toMatchObject({ act, allowed: false })
})

test('an assessment is made by an admin’s press, says what it is of, and stays as it was made', async () => {
  const reviewer = await signedIn('REVIEWER')
  expect((await reviewer.browser.run(() => assessAction(form({})))).status).toBe(404)
  const { browser, uid } = await signedIn('ADMIN')
  await addFlag('B8', 'Still open', uid)
  await browser.run(() => assessAction(form({})))
  const [made, ...more] = await listAssessments(projectOf(env()), 5)
  expect(more).toEqual([])
  expect(made).toMatchObject({
    madeBy: uid,
    content: {
      ...projectOf(env()),
      asOf: made?.asOf.toISOString(),
      shop: { name: 'Foldline', url: env().SHOP_URL },
      company: { name: env().COMPANY_NAME },
      versions: { shop: '1.0.0', commit: 'unknown', node: process.versions.node },
    },
  })
  expect(made?.content.versions.migration).toMatch(/^20\d{12}_/)
  expect(made?.content.points.map(({ id }) => id)).toEqual(points.map(({ id }) => id))
  expect(made?.content.points.find(({ id }) => id === 'B8')).toMatchObject({
    section: 'B',
    rule: 1,
    flags: [{ reason: 'Still open' }],
  })
  expect(await findAssessment(made?.id ?? 0n)).toEqual(made)
})

test('of assessments as of the same time each has its own, and none is kept that is not in the form of one', async () => {
  const [made] = await listAssessments(projectOf(env()), 1)
  const assessment = assessmentSchema.parse(made?.content)
  const both = await Promise.all([addAssessment(assessment, ''), addAssessment(assessment, '')])
  expect(new Set([made, ...both].map((one) => one?.asOf.getTime())).size).toBe(3)
  const found = await findAssessment(both[0]?.id ?? 0n)
  expect(found?.content).toEqual({ ...assessment, asOf: found?.asOf.toISOString() })
  await expect(addAssessment({ ...assessment, mode: 'other' as 'live' }, '')).rejects.toThrow()
})
