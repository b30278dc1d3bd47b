import { beforeAll, expect, test } from 'vitest'
import { sessionsPart } from '@/lib/accounts/data'
import { beginSession, endSessionOf, findSessionUser } from '@/lib/accounts/mutations'
import { readParts } from '@/lib/buyer-parts'
import type { Uid } from '@/lib/ids'
import { newBuyer } from '@/test/support/orders'
import { type TestDatabase, testDatabase } from '@/test/support/test-database'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})

const listSessions = async (uid: Uid) => (await readParts(uid, { sessions: sessionsPart })).sessions

const begin = (uid: Uid, userAgent: string) =>
  beginSession({ uid, sessionVersion: 1 }, { address: '203.0.113.4', userAgent })

test('the sessions of an account are listed without those that have ended, and without a stranger’s', async () => {
  const [uid, stranger] = [await newBuyer(database), await newBuyer(database)]
  const [here] = [await begin(uid, 'here'), await begin(uid, 'there'), await begin(stranger, 'elsewhere')]
  const ended = await begin(uid, 'ended')
  await database.query("UPDATE sessions SET expires_at = now() WHERE user_agent = 'ended'")
  const sessions = await listSessions(uid)
  expect(sessions.map(({ userAgent }) => userAgent).sort()).toEqual(['here', 'there'])
  expect(sessions[0]?.lastSeenAt).toBeInstanceOf(Date)
  expect(JSON.stringify(sessions)).not.toContain(here)
  expect(await findSessionUser(ended)).toBeNull()
})

test('a session is ended by its digest, but by nobody else’s account', async () => {
  const [uid, stranger] = [await newBuyer(database), await newBuyer(database)]
  const session = await begin(uid, 'mine')
  const [row] = await listSessions(uid)
  await endSessionOf(stranger, row?.id ?? '')
  expect(await findSessionUser(session)).not.toBeNull()
  await endSessionOf(uid, row?.id ?? '')
  expect(await findSessionUser(session)).toBeNull()
})
