import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { findInvitation, invitationDigest, listInvitations } from '@/lib/operators/data'
import { acceptInvitation, createInvitationLink, withdrawInvitation } from '@/lib/operators/mutations'
import { uidOf } from '@/test/support/ids'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const url = new URL(database.url)
url.pathname = `${url.pathname}_before`
// Read once by db(), at its first call.
process.env.DATABASE_URL = url.href
const client = new Client({ connectionString: url.href })

const change = '20261126235600'
const migrations = path.resolve(import.meta.dirname, '../../prisma/migrations')

async function apply(isBefore: boolean) {
  const entries = await readdir(migrations, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  for (const name of names.filter((each) => each < change === isBefore).sort()) {
    await client.query(await readFile(path.join(migrations, name, 'migration.sql'), 'utf8'))
  }
}

const shown = newId()
const queued = invitationDigest(newId())

beforeAll(async () => {
  await database.query(`CREATE DATABASE ${url.pathname.slice(1)}`)
  await client.connect()
  await apply(true)
  await client.query(`
    INSERT INTO users (uid, email, password_hash, role) VALUES
      ('adminaaaaa', 'admin@example.com', '', 'ADMIN'), ('buyeraaaaa', 'buyer@example.com', '', 'BUYER')`)
  await client.query(
    `INSERT INTO invitations (id, role, created_by, expires_at) VALUES
      ($1, 'REVIEWER', 'adminaaaaa', now() + interval '7 days'), ($2, 'ADMIN', 'adminaaaaa', now() + interval '7 days')`,
    [invitationDigest(shown), queued],
  )
  await client.query(
    `INSERT INTO mails (id, kind, key, recipient, uid, invitation_id)
     VALUES ('m1', 'INVITATION', 'INVITATION:' || $1, 'new@example.com', 'adminaaaaa', $1)`,
    [queued],
  )
  await apply(false)
})
afterAll(() => client.end())

test('a link that was shown before still works, once', async () => {
  expect(await findInvitation(shown)).toEqual({ role: 'REVIEWER' })
  expect(await acceptInvitation(shown, uidOf('buyeraaaaa'), undefined)).toMatchObject({ ok: true })
  expect(await findInvitation(shown)).toBeUndefined()
})

test('a message that was queued before gets its link, and is revoked with it', async () => {
  const token = (await createInvitationLink(queued)) ?? ''
  expect(await findInvitation(token)).toEqual({ role: 'ADMIN' })
  expect((await listInvitations()).map(({ id }) => id)).toEqual([queued])
  expect(await withdrawInvitation(queued)).toBe(true)
  expect(await findInvitation(token)).toBeUndefined()
})
