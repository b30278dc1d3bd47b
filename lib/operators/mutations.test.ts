import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { signIn } from '@/lib/accounts/mutations'
import { hashPassword } from '@/lib/accounts/password'
import { currentUser, requireRole, startSession } from '@/lib/accounts/session'
import { closeAccount, closeOwnAccount } from '@/lib/closing/mutations'
import { db } from '@/lib/db'
import type { Role } from '@/lib/generated/prisma/enums'
import { newId, type Uid } from '@/lib/ids'
import { findInvitation, findOperator, listInvitations, listOperators } from '@/lib/operators/data'
import {
  acceptInvitation,
  changeRole,
  createInvitationLink,
  invite,
  inviteByMail,
  withdrawInvitation,
} from '@/lib/operators/mutations'
import { uidOf } from '@/test/support/ids'
import { Browser } from '@/test/support/next-request'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const password = 'seven paper herons'
const passwordHash = await hashPassword(password)
let people = 0

async function somebody(role: Role): Promise<{ uid: Uid; email: string; browser: Browser }> {
  const uid = uidOf(newId())
  const email = `${role.toLowerCase()}${++people}@example.com`
  const { sessionVersion } = await db().user.create({ data: { uid, email, role, passwordHash } })
  const browser = new Browser(`198.51.100.${people}`)
  await browser.run(() => startSession({ uid, sessionVersion }))
  return { uid, email, browser }
}

const roleOf = async (uid: string) => (await db().user.findUniqueOrThrow({ where: { uid } })).role
const isSignedIn = async (browser: Browser) => (await browser.run(currentUser)).result !== null
const entriesAbout = (subject: string) =>
  database.query<{ act: string; actor: string; actor_uid: string | null; allowed: boolean; address: string }>(
    'SELECT act, actor, actor_uid, allowed, address FROM audit_entries WHERE subject = $1 ORDER BY id',
    [subject],
  )

// Each test says who is an admin.
beforeEach(async () => {
  await database.query(`UPDATE users SET role = 'BUYER' WHERE role <> 'BUYER'`)
})

describe('a role', () => {
  test('is changed with an end to all sessions, and the list of operators follows', async () => {
    const admin = await somebody('ADMIN')
    const reviewer = await somebody('REVIEWER')
    expect(await changeRole({ uid: reviewer.uid, was: 'REVIEWER', role: 'ADMIN' })).toMatchObject({
      ok: true,
      before: { role: 'REVIEWER' },
      after: { role: 'ADMIN' },
    })
    expect(await isSignedIn(reviewer.browser)).toBe(false)
    expect(await isSignedIn(admin.browser)).toBe(true)
    expect((await listOperators()).map(({ uid, role }) => [uid, role])).toEqual([
      [admin.uid, 'ADMIN'],
      [reviewer.uid, 'ADMIN'],
    ])
    await changeRole({ uid: reviewer.uid, was: 'ADMIN', role: 'BUYER' })
    expect(await findOperator(reviewer.uid)).toBeUndefined()
  })

  test('that someone else has changed in the meantime is left alone, and the second operator reads that; twice is once', async () => {
    await somebody('ADMIN')
    const { uid } = await somebody('REVIEWER')
    await changeRole({ uid, was: 'REVIEWER', role: 'BUYER' })
    expect(await changeRole({ uid, was: 'REVIEWER', role: 'ADMIN' })).toEqual({
      ok: false,
      sentence:
        'Nothing was changed: another operator has changed the role. This account is now a customer’s.',
    })
    expect(await changeRole({ uid, was: 'REVIEWER', role: 'BUYER' })).toMatchObject({ ok: true })
    expect(await roleOf(uid)).toBe('BUYER')
  })

  test('of the last admin stays, in whatever way it is to go', async () => {
    const { uid, email } = await somebody('ADMIN')
    await somebody('REVIEWER')
    for (const role of ['REVIEWER', 'BUYER'] as const) {
      expect(await changeRole({ uid, was: 'ADMIN', role })).toMatchObject({
        ok: false,
        sentence: expect.stringContaining('last admin'),
      })
    }
    expect(await closeAccount(uid, new Date())).toEqual({ closed: false, why: 'last_admin' })
    await expect(closeOwnAccount({ uid, password, address: undefined }, new Date())).rejects.toThrow(
      'only admin',
    )
    expect(await signIn({ email, password, address: undefined })).toMatchObject({ uid })
    expect(await roleOf(uid)).toBe('ADMIN')
  })

  test.each<[string, (uid: Uid) => Promise<unknown>]>([
    ['remove', (uid) => changeRole({ uid, was: 'ADMIN', role: 'BUYER' })],
    ['demote', (uid) => changeRole({ uid, was: 'ADMIN', role: 'REVIEWER' })],
    ['close', (uid) => closeAccount(uid, new Date())],
  ])('of two admins who %s each other at once is kept by one', async (_, act) => {
    for (let round = 0; round < 5; round++) {
      const admins = [await somebody('ADMIN'), await somebody('ADMIN')]
      await Promise.all(admins.map(({ uid }) => act(uid)))
      const left = await db().user.count({ where: { role: 'ADMIN', closedAt: null } })
      expect(left).toBe(1)
      await database.query(`UPDATE users SET role = 'BUYER' WHERE role <> 'BUYER'`)
    }
  })
})

describe('an invitation', () => {
  test('makes one account an operator’s, once, with a new session, and is stored by its digest alone', async () => {
    const admin = await somebody('ADMIN')
    const [buyer, other] = [await somebody('BUYER'), await somebody('BUYER')]
    const token = await invite({ role: 'REVIEWER', note: 'Ada', createdBy: admin.uid })
    expect(JSON.stringify(await db().invitation.findMany())).not.toContain(token)
    expect(await findInvitation(token)).toEqual({ role: 'REVIEWER' })
    const joined = await acceptInvitation(token, buyer.uid, '203.0.113.4')
    expect(joined).toMatchObject({ ok: true, role: 'REVIEWER' })
    expect(await isSignedIn(buyer.browser)).toBe(false)
    if (joined.ok) await buyer.browser.run(() => startSession(joined.subject))
    expect((await buyer.browser.run(() => requireRole('REVIEWER', '/admin'))).result?.uid).toBe(buyer.uid)
    expect(await acceptInvitation(token, other.uid, undefined)).toEqual({ ok: false, why: 'gone' })
    expect(await roleOf(other.uid)).toBe('BUYER')
    expect(await findInvitation(token)).toBeUndefined()
    expect(await entriesAbout(buyer.uid)).toMatchObject([
      {
        act: 'operator.join',
        actor: buyer.email,
        actor_uid: buyer.uid,
        address: '203.0.113.4',
        allowed: true,
      },
    ])
  })

  async function inviteAtAddress() {
    const admin = await somebody('ADMIN')
    const email = `invited${++people}@example.com`
    await inviteByMail({ role: 'REVIEWER', note: 'Ada', createdBy: admin.uid, email })
    const mail = await db().mail.findFirstOrThrow({ where: { recipient: email } })
    expect(mail).toMatchObject({ kind: 'INVITATION', uid: admin.uid })
    return { id: mail.invitationId ?? '', admin }
  }

  const linkOf = async (id: string) => (await createInvitationLink(id)) ?? ''

  test('by mail has a new link each time that it is sent, and each works until one was used', async () => {
    const { id } = await inviteAtAddress()
    const tokens = [await linkOf(id), await linkOf(id)]
    const buyers = [await somebody('BUYER'), await somebody('BUYER')]
    for (const token of tokens) {
      expect(await findInvitation(token)).toEqual({ role: 'REVIEWER' })
      expect(
        JSON.stringify(await database.query('SELECT * FROM mails, invitations, invitation_links')),
      ).not.toContain(token)
    }
    const joined = await Promise.all(
      buyers.map(({ uid }, index) => acceptInvitation(tokens[index] ?? '', uid, undefined)),
    )
    expect(joined.filter(({ ok }) => ok)).toHaveLength(1)
    for (const token of tokens) expect(await findInvitation(token)).toBeUndefined()
    expect(await createInvitationLink(id)).toBeUndefined()
  })

  test('by mail is revoked as it was listed before it was sent, with all of its links', async () => {
    const { id, admin } = await inviteAtAddress()
    const listed = (await listInvitations()).find(({ createdBy }) => createdBy === admin.uid)
    const tokens = [await linkOf(id), await linkOf(listed?.id ?? '')]
    expect(await withdrawInvitation(listed?.id ?? '')).toBe(true)
    const { uid } = await somebody('BUYER')
    for (const token of tokens) {
      expect(await findInvitation(token)).toBeUndefined()
      expect(await acceptInvitation(token, uid, undefined)).toEqual({ ok: false, why: 'gone' })
    }
    expect(await createInvitationLink(id)).toBeUndefined()
    expect(await withdrawInvitation(id)).toBe(false)
  })

  test('that many take at once makes one operator', async () => {
    const admin = await somebody('ADMIN')
    const buyers = await Promise.all(Array.from({ length: 4 }, () => somebody('BUYER')))
    const token = await invite({ role: 'ADMIN', note: '', createdBy: admin.uid })
    const joined = await Promise.all(buyers.map(({ uid }) => acceptInvitation(token, uid, undefined)))
    expect(joined.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await db().user.count({ where: { role: 'ADMIN' } })).toBe(2)
  })

  test.each<[string, (made: { token: string; admin: Uid }) => Promise<unknown>]>([
    [
      'was taken back',
      async () => {
        for (const { id } of await listInvitations()) await withdrawInvitation(id)
      },
    ],
    ['has ended', () => database.query(`UPDATE invitations SET expires_at = now() - interval '1 second'`)],
    [
      'was made by who is no admin any more',
      ({ admin }) => changeRole({ uid: admin, was: 'ADMIN', role: 'REVIEWER' }),
    ],
    ['was made by who has closed the account', ({ admin }) => closeAccount(admin, new Date())],
  ])('that %s works no more', async (_, end) => {
    const [admin, buyer] = [await somebody('ADMIN'), await somebody('BUYER')]
    await somebody('ADMIN')
    const token = await invite({ role: 'REVIEWER', note: '', createdBy: admin.uid })
    await end({ token, admin: admin.uid })
    expect(await findInvitation(token)).toBeUndefined()
    expect(await acceptInvitation(token, buyer.uid, undefined)).toEqual({ ok: false, why: 'gone' })
    expect(await roleOf(buyer.uid)).toBe('BUYER')
  })

  test('is left unused by who is an operator already, and takes no role away', async () => {
    const admin = await somebody('ADMIN')
    const token = await invite({ role: 'REVIEWER', note: '', createdBy: admin.uid })
    expect(await acceptInvitation(token, admin.uid, undefined)).toEqual({ ok: false, why: 'already' })
    expect(await roleOf(admin.uid)).toBe('ADMIN')
    expect(await findInvitation(token)).toBeDefined()
    expect((await listInvitations()).map(({ createdBy }) => createdBy)).toContain(admin.uid)
  })
})

describe('the audit log', () => {
  test('has the sign-ins to operators’ accounts, and the failed ones, and no buyer’s', async () => {
    const [reviewer, buyer] = [await somebody('REVIEWER'), await somebody('BUYER')]
    const attempt = (email: string, typed: string) =>
      signIn({ email, password: typed, address: '203.0.113.8' }).catch(() => undefined)
    await attempt(reviewer.email, password)
    await attempt(reviewer.email, 'a wrong password')
    await attempt(buyer.email, password)
    await attempt(buyer.email, 'a wrong password')
    expect(await entriesAbout(reviewer.uid)).toEqual([
      {
        act: 'session.begin',
        actor: reviewer.email,
        actor_uid: reviewer.uid,
        allowed: true,
        address: '203.0.113.8',
      },
      {
        act: 'session.begin',
        actor: 'not signed in',
        actor_uid: null,
        allowed: false,
        address: '203.0.113.8',
      },
    ])
    expect(await entriesAbout(buyer.uid)).toEqual([])
  })

  test('has who asked for what is not theirs, a buyer by uid alone, and no more than 20 times an hour', async () => {
    const [reviewer, buyer] = [await somebody('REVIEWER'), await somebody('BUYER')]
    for (let time = 0; time < 25; time++) {
      const { status } = await buyer.browser.run(() => requireRole('REVIEWER', '/admin/orders'))
      expect(status).toBe(404)
    }
    await reviewer.browser.run(() => requireRole('ADMIN', '/admin/audit'))
    const asked = await entriesAbout(buyer.uid)
    expect(asked).toHaveLength(20)
    expect(asked[0]).toEqual({
      act: 'access',
      actor: buyer.uid,
      actor_uid: buyer.uid,
      allowed: false,
      address: buyer.browser.address,
    })
    expect(await entriesAbout(reviewer.uid)).toMatchObject([
      { act: 'access', actor: reviewer.email, allowed: false },
    ])
  })
})

afterEach(() => database.query('DELETE FROM rate_limits'))
