import { describe, expect, test } from 'vitest'
import { changeEmail, createUser, register } from '@/lib/accounts/mutations'
import { closeAccount } from '@/lib/closing/mutations'
import { db } from '@/lib/db'
import { findConfirmation } from '@/lib/email-confirmation/data'
import {
  confirmEmail,
  createConfirmation,
  deleteEndedConfirmations,
  requestConfirmation,
} from '@/lib/email-confirmation/mutations'
import { env } from '@/lib/env'
import type { Uid } from '@/lib/ids'
import { sendMail } from '@/lib/mail/mutations'
import { createPasswordReset, resetPassword } from '@/lib/password-reset/mutations'
import { testMailbox } from '@/test/support/mailbox'
import { testDatabase } from '@/test/support/test-database'

const password = 'three quiet evenings'
const database = await testDatabase()
const mailbox = await testMailbox()
let made = 0

const newEmail = () => `person${++made}@example.com`

async function registered(): Promise<{ uid: Uid; email: string }> {
  const email = newEmail()
  return { email, ...(await register({ email, password, name: '', address: undefined })) }
}

const provenAt = async (uid: Uid) => (await db().user.findUniqueOrThrow({ where: { uid } })).emailProvenAt
const messages = (uid: Uid) => db().mail.findMany({ where: { uid, kind: 'EMAIL_CONFIRMATION' } })

test('who registers is sent a link that proves the address; looking at it changes nothing', async () => {
  const { uid, email } = await registered()
  const [mail] = await messages(uid)
  expect(mail).toMatchObject({ recipient: email })
  await sendMail(mail?.id ?? '')
  const [received] = await mailbox.received()
  const [, token = ''] = /\/confirm\/([0-9a-z]{20})/.exec(received?.text ?? '') ?? []
  expect(JSON.stringify(await database.query('SELECT * FROM email_confirmations, mails'))).not.toContain(
    token,
  )
  expect(await findConfirmation(token)).toBe(email)
  expect(await findConfirmation(token)).toBe(email)
  expect(await provenAt(uid)).toBeNull()
  expect(await confirmEmail(token)).toBe(true)
  expect(await provenAt(uid)).toBeInstanceOf(Date)
  expect(await confirmEmail(token)).toBe(false)
  expect(await findConfirmation(token)).toBeUndefined()
})

test('an account that a program made is sent nothing', async () => {
  const { uid } = await createUser({ email: newEmail(), password })
  expect(await messages(uid)).toEqual([])
})

test('no account is made of which nobody is told', async () => {
  const { email } = await registered()
  await expect(register({ email, password, name: '', address: undefined })).rejects.toThrow('already exists')
  expect(await db().mail.count({ where: { recipient: email } })).toBe(1)
})

describe('a link', () => {
  test('works once, also when it is used twice at once, and ends the others', async () => {
    const { uid, email } = await registered()
    const [token, other] = [await createConfirmation(uid, email), await createConfirmation(uid, email)]
    expect((await Promise.all([confirmEmail(token), confirmEmail(token)])).sort()).toEqual([false, true])
    expect(await confirmEmail(other)).toBe(false)
  })

  test('that has expired, was altered, or belongs to a closed account or another address proves nothing', async () => {
    const { uid, email } = await registered()
    const token = await createConfirmation(uid, email)
    expect(await confirmEmail(`${token.slice(1)}0`)).toBe(false)
    await database.query('UPDATE email_confirmations SET expires_at = now() WHERE uid = $1', [uid])
    expect(await findConfirmation(token)).toBeUndefined()
    expect(await confirmEmail(token)).toBe(false)
    expect(await deleteEndedConfirmations()).toBe(1)

    const before = await createConfirmation(uid, email)
    await changeEmail({ uid, email: newEmail(), password, address: undefined })
    expect(await findConfirmation(before)).toBeUndefined()
    expect(await confirmEmail(before)).toBe(false)
    expect(await provenAt(uid)).toBeNull()

    const closed = await registered()
    const late = await createConfirmation(closed.uid, closed.email)
    await closeAccount(closed.uid, new Date())
    expect(await confirmEmail(late)).toBe(false)
  })
})

test('a changed address is to be proven again, and a link to the one before is sent no more', async () => {
  const { uid, email } = await registered()
  await confirmEmail(await createConfirmation(uid, email))
  const [first] = await messages(uid)
  const changed = newEmail()
  await changeEmail({ uid, email: changed, password, address: undefined })
  expect(await provenAt(uid)).toBeNull()
  expect((await messages(uid)).map(({ recipient }) => recipient).sort()).toEqual([email, changed].sort())
  await sendMail(first?.id ?? '')
  expect(await db().mail.findUnique({ where: { id: first?.id ?? '' } })).toMatchObject({
    sentAt: null,
    gaveUpAt: expect.any(Date),
  })
})

test('a password that was reset by a link proves the address too', async () => {
  const { uid, email } = await registered()
  await resetPassword({ token: await createPasswordReset(uid, email), password: 'four loud mornings' })
  expect(await provenAt(uid)).toBeInstanceOf(Date)
})

test('is sent again three times an hour', async () => {
  const account = await registered()
  for (let time = 0; time < 3; time++) await requestConfirmation(account)
  await expect(requestConfirmation(account)).rejects.toThrow('several links')
  expect(await messages(account.uid)).toHaveLength(4)
})

test('nothing is sent to a domain of examples but by the demo', async () => {
  const { uid } = await registered()
  const [mail] = await messages(uid)
  env().PAYMENTWALL_MODE = 'test'
  await sendMail(mail?.id ?? '')
  env().PAYMENTWALL_MODE = 'local'
  expect(await db().mail.findUnique({ where: { id: mail?.id ?? '' } })).toMatchObject({ sentAt: null })
})
