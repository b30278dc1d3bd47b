import { describe, expect, test } from 'vitest'
import {
  AccountError,
  beginSession,
  changeEmail,
  createUser,
  findSessionUser,
  signIn,
} from '@/lib/accounts/mutations'
import { closeAccount } from '@/lib/closing/mutations'
import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'
import { findMail } from '@/lib/mail/data'
import { mailLocale } from '@/lib/mail/letters'
import { sendMail } from '@/lib/mail/mutations'
import { isResetOpen } from '@/lib/password-reset/data'
import {
  createPasswordReset,
  deleteEndedResets,
  queuePasswordReset,
  requestPasswordReset,
  resetPassword,
} from '@/lib/password-reset/mutations'
import { testMailbox } from '@/test/support/mailbox'
import { testDatabase } from '@/test/support/test-database'

const old = 'three quiet evenings'
const fresh = 'four loud mornings'
const database = await testDatabase()
const mailbox = await testMailbox()
let made = 0

async function account(): Promise<{ uid: Uid; email: string }> {
  const email = `person${++made}@example.com`
  return { email, uid: (await createUser({ email, password: old })).uid }
}

const signedInWith = (email: string, password: string) =>
  signIn({ email, password, address: undefined }).then(
    () => true,
    () => false,
  )

test('the request looks the same for an address with and without an account', async () => {
  const { email } = await account()
  const before = await db().outboxJob.count()
  await requestPasswordReset({ email, address: '203.0.113.1' })
  await requestPasswordReset({ email: 'nobody@example.com', address: '203.0.113.1' })
  const jobs = await db().outboxJob.findMany({
    where: { task: 'request-password-reset' },
    orderBy: { id: 'asc' },
  })
  expect(await db().outboxJob.count()).toBe(before + 2)
  expect(jobs.map(({ payload }) => payload)).toEqual([{ email }, { email: 'nobody@example.com' }])
})

test('the fourth request of an hour for one account sends nothing, and says nothing else', async () => {
  const { email } = await account()
  for (let time = 0; time < 4; time++) await requestPasswordReset({ email, address: undefined })
  const [last] = await db().outboxJob.findMany({ orderBy: { id: 'desc' }, take: 1 })
  expect(last?.payload).toEqual({ email: '' })
})

test('the mail’s link sets the password; the table holds no token, nor does the mail’s row', async () => {
  const { uid, email } = await account()
  await queuePasswordReset(email)
  await queuePasswordReset('nobody@example.com')
  const mails = await db().mail.findMany({ where: { kind: 'PASSWORD_RESET' } })
  expect(mails).toMatchObject([{ uid, recipient: email }])
  await sendMail(mails[0]?.id ?? '')
  const [mail] = await mailbox.received()
  const [, token = ''] = /\/reset\/([0-9a-z]{20})/.exec(mail?.text ?? '') ?? []
  expect(mail?.html).toContain(`/reset/${token}`)
  const rows = await database.query('SELECT * FROM password_resets, mails')
  expect(JSON.stringify(rows)).not.toContain(token)
  await resetPassword({ token, password: fresh })
  expect(await signedInWith(email, fresh)).toBe(true)
  expect(await signedInWith(email, old)).toBe(false)
})

describe('a link', () => {
  test('works once, also when it is used twice at once, and ends all sessions and the other links', async () => {
    const { uid, email } = await account()
    const subject = await signIn({ email, password: old, address: undefined })
    const session = await beginSession(subject, { address: undefined, userAgent: undefined })
    const [token, other] = [await createPasswordReset(uid, email), await createPasswordReset(uid, email)]
    const both = await Promise.allSettled([
      resetPassword({ token, password: `${fresh} one` }),
      resetPassword({ token, password: `${fresh} two` }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await findSessionUser(session)).toBeNull()
    await expect(resetPassword({ token: other, password: fresh })).rejects.toThrow('no longer works')
    expect(await db().mail.count({ where: { uid, kind: 'PASSWORD_CHANGED' } })).toBe(1)
  })

  test('is not used up by being looked at, nor by a password that is refused', async () => {
    const { uid, email } = await account()
    const token = await createPasswordReset(uid, email)
    expect(await isResetOpen(token)).toBe(true)
    await expect(resetPassword({ token, password: email })).rejects.toMatchObject({ field: 'password' })
    expect(await isResetOpen(token)).toBe(true)
    await resetPassword({ token, password: fresh })
  })

  test('that has expired, was altered, or belongs to a closed account works no more', async () => {
    const { uid, email } = await account()
    const token = await createPasswordReset(uid, email)
    await database.query('UPDATE password_resets SET expires_at = now() WHERE uid = $1', [uid])
    const closed = await account()
    const late = await createPasswordReset(closed.uid, closed.email)
    await closeAccount(closed.uid, new Date())
    for (const dead of [token, `${token.slice(1)}0`, late, '']) {
      expect(await isResetOpen(dead)).toBe(false)
      await expect(resetPassword({ token: dead, password: fresh })).rejects.toThrow('no longer works')
    }
    expect(await deleteEndedResets()).toBeGreaterThan(0)
  })

  test('that was sent to another address than today’s sets nothing and proves nothing', async () => {
    const { uid, email } = await account()
    const token = await createPasswordReset(uid, email)
    const changed = `new-${email}`
    await changeEmail({ uid, email: changed, password: old, address: undefined })
    expect(await isResetOpen(token)).toBe(false)
    await expect(resetPassword({ token, password: fresh })).rejects.toThrow('no longer works')
    expect(await signedInWith(changed, old)).toBe(true)
    expect(await db().user.findUnique({ where: { uid } })).toMatchObject({ emailProvenAt: null })
  })

  test('for an address that is being changed does not outlive the change, whichever comes first', async () => {
    const { uid, email } = await account()
    const changed = `new-${email}`
    const [made] = await Promise.allSettled([
      createPasswordReset(uid, email),
      changeEmail({ uid, email: changed, password: old, address: undefined }),
    ])
    if (made.status === 'fulfilled') expect(await isResetOpen(made.value)).toBe(false)
    await expect(createPasswordReset(uid, email)).rejects.toThrow('has changed')
  })

  test('that waits to be sent while the address changes is not sent', async () => {
    const { uid, email } = await account()
    await queuePasswordReset(email)
    await changeEmail({ uid, email: `new-${email}`, password: old, address: undefined })
    const mail = await db().mail.findFirstOrThrow({ where: { uid, kind: 'PASSWORD_RESET' } })
    await sendMail(mail.id)
    expect(await db().mail.findUnique({ where: { id: mail.id } })).toMatchObject({
      sentAt: null,
      problem: 'The address was changed before.',
    })
  })

  test('used while the address changes leaves the new one unproven, and the two never block each other', async () => {
    const { uid, email } = await account()
    const token = await createPasswordReset(uid, email)
    const changed = `new-${email}`
    const both = await Promise.allSettled([
      resetPassword({ token, password: fresh }),
      changeEmail({ uid, email: changed, password: old, address: undefined }),
    ])
    for (const one of both) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(AccountError)
    const now = await db().user.findUniqueOrThrow({ where: { uid } })
    expect(now.email === changed && now.emailProvenAt !== null).toBe(false)
  })
})

test('the message is in the language of the page that asked for it, and the account’s others stay in its own', async () => {
  const { uid, email } = await account()
  await requestPasswordReset({ email, address: undefined, language: 'de' })
  const [job] = await db().outboxJob.findMany({ orderBy: { id: 'desc' }, take: 1 })
  expect(job?.payload).toEqual({ email, language: 'de' })
  await queuePasswordReset(email, 'de')
  expect(await db().user.findUniqueOrThrow({ where: { uid } })).toMatchObject({ language: 'en' })
  const [{ id } = { id: '' }] = await db().mail.findMany({ where: { uid, kind: 'PASSWORD_RESET' } })
  const mail = await findMail(id)
  expect(mail && mailLocale(mail).language).toBe('de')
})
