import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/test-database'
import { findSessionUser } from '@/lib/accounts/data'
import { closeDemoAccounts, demoAccounts, demoPassword, openDemoAccounts } from '@/lib/accounts/demo'
import {
  changeEmail,
  changeName,
  changePassword,
  changeRole,
  closeAccount,
  createUser,
  endSessions,
  register,
  type SessionSubject,
  signIn,
} from '@/lib/accounts/mutations'

const database = await testDatabase()
const password = 'seven paper herons'
let count = 0

/** Accounts and client addresses of one test are strangers to those of another. */
const newEmail = () => `buyer${++count}@example.com`
const newAddress = () => `198.51.100.${++count}`
const asSession = ({ uid, sessionVersion }: SessionSubject) => ({ uid, version: sessionVersion })
const uidOf = async (email: string) =>
  (await database.query<{ uid: string }>('SELECT uid FROM users WHERE email = $1', [email])).map(
    ({ uid }) => uid,
  )

// Attempts are counted in fixed windows; none may begin in the middle of a test.
beforeAll(async () => {
  const [{ left } = { left: 0 }] = await database.query<{ left: number }>(
    'SELECT 900 - extract(epoch FROM now())::int % 900 AS left',
  )
  if (left < 30) await database.query('SELECT pg_sleep($1)', [left])
})

describe('an account', () => {
  test('has an opaque lower-case uid and keeps what was given', async () => {
    const email = newEmail()
    const account = await createUser({
      email: ` ${email.toUpperCase()} `,
      password,
      name: ' Ana ',
      address: '203.0.113.9',
    })
    expect(account.uid).toMatch(/^[0-9a-z]{20}$/)
    expect(await findSessionUser(asSession(account))).toEqual({
      uid: account.uid,
      email,
      name: 'Ana',
      role: 'BUYER',
      registeredAt: expect.any(Date),
      registrationIp: '203.0.113.9',
    })
  })

  test('keeps the password as an argon2id hash with the intended cost', async () => {
    const account = await createUser({ email: newEmail(), password })
    const [row] = await database.query<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE uid = $1',
      [account.uid],
    )
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('is one per e-mail address, however it is written, also of two opened at once', async () => {
    const email = newEmail()
    const results = await Promise.allSettled([
      createUser({ email, password }),
      createUser({ email: email.toUpperCase(), password }),
    ])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(createUser({ email, password })).rejects.toMatchObject({
      field: 'email',
      message: 'There is already an account with this e-mail address. Sign in instead.',
    })
    expect(await uidOf(email)).toHaveLength(1)
  })

  test.each([
    ['', 'email'],
    ['buyer', 'email'],
    ['buyer@example', 'email'],
    ['a=b@example.com', 'email'],
    ['büyer@example.com', 'email'],
    ['a b@example.com', 'email'],
    [`${'a'.repeat(120)}@example.com`, 'email'],
  ])('is refused for the address %j', async (email, field) => {
    await expect(createUser({ email, password })).rejects.toMatchObject({ field })
  })

  test.each(['', "Zoë O'Neill-Müller", 'علی\u200cرضا', '折り紙 太郎', 'a'.repeat(80)])(
    'takes the name %j',
    async (name) => {
      const account = await createUser({ email: newEmail(), password, name })
      expect(await findSessionUser(asSession(account))).toMatchObject({ name })
    },
  )

  test.each(['a'.repeat(81), 'two\nlines', 'nul\0', '\u202enoitarepo'])(
    'refuses the name %j',
    async (name) => {
      await expect(createUser({ email: newEmail(), password, name })).rejects.toMatchObject({ field: 'name' })
    },
  )

  test.each([
    ['nine char', 'Use at least 10 characters'],
    ['a'.repeat(257), 'Use at most 256 characters'],
    ['Password123', 'among the first that others would try'],
    ['aaaaaaaaaaaa', 'among the first that others would try'],
    ['Weak.Password@Example.com', 'not your e-mail address'],
    ['weak.password', 'not your e-mail address'],
  ])('is refused for the password %j', async (weak, reason) => {
    await expect(createUser({ email: 'weak.password@example.com', password: weak })).rejects.toMatchObject({
      field: 'password',
      message: expect.stringContaining(reason),
    })
    expect(await uidOf('weak.password@example.com')).toHaveLength(0)
  })

  test('opens by registration at most 30 times an hour from one address', async () => {
    const address = newAddress()
    const attempts = Array.from({ length: 35 }, () =>
      register({ email: 'nobody@example', password, name: '', address }),
    )
    const reasons = (await Promise.allSettled(attempts)).map(
      (result) => (result as PromiseRejectedResult).reason.field,
    )
    expect(reasons.filter((field) => field === 'email')).toHaveLength(30)
    expect(reasons.filter((field) => field === 'form')).toHaveLength(5)
    await expect(
      register({ email: newEmail(), password, name: '', address: newAddress() }),
    ).resolves.toBeDefined()
  })
})

describe('the database holds', () => {
  test('uids apart without regard to case', async () => {
    const { uid } = await createUser({ email: newEmail(), password })
    await expect(
      database.query(`INSERT INTO users (uid, email, password_hash) VALUES ($1, $2, '')`, [
        uid.toUpperCase(),
        newEmail(),
      ]),
    ).rejects.toThrow('users_uid_grammar')
  })

  test('that a uid never changes', async () => {
    const { uid } = await createUser({ email: newEmail(), password })
    await expect(
      database.query('UPDATE users SET uid = $1 WHERE uid = $2', ['0123456789', uid]),
    ).rejects.toThrow('the uid of an account never changes')
  })

  test('that a uid is never used again, since no account can be deleted', async () => {
    const { uid } = await createUser({ email: newEmail(), password })
    await expect(database.query('DELETE FROM users WHERE uid = $1', [uid])).rejects.toThrow('never deleted')
    await expect(database.query('TRUNCATE users CASCADE')).rejects.toThrow('never deleted')
    await closeAccount(uid)
    await expect(
      database.query(`INSERT INTO users (uid, email, password_hash) VALUES ($1, $2, '')`, [uid, newEmail()]),
    ).rejects.toThrow('users_pkey')
  })

  test.each([
    'Upper@example.com',
    'a=b@example.com',
    'no-at.example.com',
    "a'b@example.com",
    'a@b.c\nd@e.fg',
  ])('that no account has the e-mail address %j', async (email) => {
    await expect(
      database.query(`INSERT INTO users (uid, email, password_hash) VALUES ('abcdefgh12', $1, '')`, [email]),
    ).rejects.toThrow('users_email_grammar')
  })

  test('that session versions only rise', async () => {
    const { uid } = await createUser({ email: newEmail(), password })
    await expect(
      database.query('UPDATE users SET session_version = 0 WHERE uid = $1', [uid]),
    ).rejects.toThrow('a session version only rises')
  })
})

describe('signing in', () => {
  test('finds the same uid after a change of password and e-mail address, in any number of sessions', async () => {
    const [email, otherEmail, address] = [newEmail(), newEmail(), newAddress()]
    const { uid } = await createUser({ email, password })
    const sessions = [await signIn({ email, password, address }), await signIn({ email, password, address })]
    await changePassword({ uid, current: password, password: 'eight paper herons', address })
    await changeEmail({ uid, email: otherEmail, password: 'eight paper herons', address })
    sessions.push(await signIn({ email: otherEmail, password: 'eight paper herons', address }))
    expect(sessions.map((session) => session.uid)).toEqual([uid, uid, uid])
    await expect(signIn({ email, password, address })).rejects.toThrow('wrong')
    await expect(signIn({ email: otherEmail, password, address })).rejects.toThrow('wrong')
  })

  test('takes a password typed on a keyboard that composes its letters differently', async () => {
    const email = newEmail()
    await createUser({ email, password: 'grues en papier plié'.normalize('NFC') })
    const typed = 'grues en papier plié'.normalize('NFD')
    await expect(signIn({ email, password: typed, address: newAddress() })).resolves.toBeDefined()
  })

  test('says the same of a wrong password, an unknown address and a closed account', async () => {
    const [email, closed, address] = [newEmail(), newEmail(), newAddress()]
    await createUser({ email, password })
    await closeAccount((await createUser({ email: closed, password })).uid)
    const refusal = {
      field: 'form',
      message: 'The e-mail address or the password is wrong. Check both and try again.',
    }
    for (const attempt of [
      { email, password: 'another password' },
      { email: newEmail(), password },
      { email: closed, password },
    ]) {
      await expect(signIn({ ...attempt, address })).rejects.toMatchObject(refusal)
    }
  })

  test('tries at most ten wrong passwords of a hundred sent at once, from as many addresses', async () => {
    const email = newEmail()
    await createUser({ email, password })
    const attempts = Array.from({ length: 100 }, (_, index) =>
      signIn({ email, password: `wrong password ${index}`, address: `203.0.113.${index}` }),
    )
    const messages = (await Promise.allSettled(attempts)).map(
      (result) => (result as PromiseRejectedResult).reason.message as string,
    )
    expect(messages.filter((message) => message.includes('is wrong'))).toHaveLength(10)
    expect(
      messages.filter((message) => /^Too many attempts. Wait .*minutes?, then/.test(message)),
    ).toHaveLength(90)
    await expect(signIn({ email, password, address: newAddress() })).rejects.toThrow('Too many attempts')
  })

  test('limits unknown addresses alike', async () => {
    const email = newEmail()
    for (let attempt = 0; attempt < 10; attempt++) {
      await expect(signIn({ email, password, address: newAddress() })).rejects.toThrow('is wrong')
    }
    await expect(signIn({ email, password, address: newAddress() })).rejects.toThrow('Too many attempts')
  })

  test('limits the failures of one client address over all accounts', async () => {
    const network = '2001:db8:5:6'
    const attempts = Array.from({ length: 60 }, (_, index) =>
      signIn({ email: newEmail(), password, address: `${network}::${index + 1}` }),
    )
    const messages = (await Promise.allSettled(attempts)).map(
      (result) => (result as PromiseRejectedResult).reason.message as string,
    )
    expect(messages.filter((message) => message.includes('is wrong'))).toHaveLength(50)
  })

  test('counts failures only, and starts anew after a success', async () => {
    const [email, address] = [newEmail(), newAddress()]
    await createUser({ email, password })
    for (let round = 0; round < 2; round++) {
      for (let failure = 0; failure < 9; failure++) {
        await expect(signIn({ email, password: 'wrong password', address })).rejects.toThrow('is wrong')
      }
      await expect(signIn({ email, password, address })).resolves.toBeDefined()
    }
    const [row] = await database.query<{ hits: number }>('SELECT hits FROM rate_limits WHERE key = $1', [
      `sign-in-address:${address}`,
    ])
    expect(row?.hits).toBe(18)
  })

  test('keeps no e-mail address among its counters, and removes old ones', async () => {
    await database.query(`INSERT INTO rate_limits VALUES ('old', now() - interval '2 days', 3)`)
    await expect(signIn({ email: newEmail(), password, address: newAddress() })).rejects.toThrow()
    const keys = (await database.query<{ key: string }>('SELECT key FROM rate_limits')).map(({ key }) => key)
    expect(keys.filter((key) => key.includes('@') || key === 'old')).toEqual([])
  })
})

describe('sessions', () => {
  const open = async () => {
    const email = newEmail()
    const account = await createUser({ email, password })
    return { email, uid: account.uid, session: asSession(account), address: newAddress() }
  }

  test('end with a new password, but for the one that is renewed', async () => {
    const { uid, session, address } = await open()
    const renewed = await changePassword({ uid, current: password, password: 'nine paper foxes', address })
    expect(await findSessionUser(session)).toBeNull()
    expect(await findSessionUser(asSession(renewed))).toMatchObject({ uid })
  })

  test('end with a new e-mail address, but for the one that is renewed', async () => {
    const { uid, session, address } = await open()
    const email = newEmail()
    const renewed = await changeEmail({ uid, email, password, address })
    expect(await findSessionUser(session)).toBeNull()
    expect(await findSessionUser(asSession(renewed))).toMatchObject({ uid, email })
  })

  test('end with another role', async () => {
    const { uid, session } = await open()
    await changeRole({ uid, role: 'REVIEWER' })
    expect(await findSessionUser(session)).toBeNull()
  })

  test('end with a role that is changed beside the shop', async () => {
    const { uid, session } = await open()
    await database.query(`UPDATE users SET role = 'ADMIN' WHERE uid = $1`, [uid])
    expect(await findSessionUser(session)).toBeNull()
  })

  test('end everywhere when asked to', async () => {
    const { uid, session } = await open()
    await endSessions(uid)
    expect(await findSessionUser(session)).toBeNull()
  })

  test('go on after a change of name', async () => {
    const { uid, session } = await open()
    await changeName({ uid, name: 'Ana Heron' })
    expect(await findSessionUser(session)).toMatchObject({ name: 'Ana Heron' })
  })

  test('end when the account is closed, which erases what is personal and frees the address', async () => {
    const { email, uid, session, address } = await open()
    await closeAccount(uid)
    expect(await findSessionUser(session)).toBeNull()
    expect(await findSessionUser({ uid, version: session.version + 1 })).toBeNull()
    await expect(signIn({ email, password, address })).rejects.toThrow('is wrong')
    const reopened = await createUser({ email, password })
    expect(reopened.uid).not.toBe(uid)
    const [row] = await database.query('SELECT email, name, password_hash FROM users WHERE uid = $1', [uid])
    expect(row).toEqual({ email: `${uid}@closed.invalid`, name: '', password_hash: '' })
  })
})

describe('changes are refused', () => {
  test('without the present password, and are limited as sign-ins are', async () => {
    const email = newEmail()
    const { uid } = await createUser({ email, password })
    const change = () =>
      changePassword({ uid, current: 'wrong password', password: 'nine paper foxes', address: newAddress() })
    for (let attempt = 0; attempt < 10; attempt++) {
      await expect(change()).rejects.toMatchObject({ field: 'current' })
    }
    await expect(change()).rejects.toMatchObject({ field: 'form' })
    await expect(signIn({ email, password, address: newAddress() })).rejects.toThrow('Too many attempts')
  })

  test('to a weak or the same password, and to a taken or the same address', async () => {
    const [email, taken, address] = [newEmail(), newEmail(), newAddress()]
    const { uid } = await createUser({ email, password })
    await createUser({ email: taken, password })
    const toPassword = (next: string) => changePassword({ uid, current: password, password: next, address })
    const toEmail = (next: string) => changeEmail({ uid, email: next, password, address })
    await expect(toPassword(password)).rejects.toMatchObject({ field: 'password' })
    await expect(toPassword(email)).rejects.toMatchObject({ field: 'password' })
    await expect(toEmail(email)).rejects.toMatchObject({ field: 'email' })
    await expect(toEmail(taken)).rejects.toMatchObject({ field: 'email' })
    await expect(signIn({ email, password, address })).resolves.toMatchObject({ uid })
  })
})

test('the demo accounts can be opened, found and closed', async () => {
  for (const account of demoAccounts) await createUser({ ...account, password: demoPassword })
  const emails = demoAccounts.map(({ email }) => email)
  expect((await openDemoAccounts()).map(({ email }) => email)).toEqual(emails)
  expect(await closeDemoAccounts()).toEqual(emails)
  expect(await openDemoAccounts()).toEqual([])
  await expect(
    signIn({ email: demoAccounts[2].email, password: demoPassword, address: newAddress() }),
  ).rejects.toThrow('is wrong')
})
