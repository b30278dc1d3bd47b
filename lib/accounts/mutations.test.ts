import { describe, expect, test } from 'vitest'
import { rememberDevice } from '@/lib/accounts/known-device'
import {
  beginSession,
  changeEmail,
  changeName,
  changePassword,
  createUser,
  deleteEndedSessions,
  endSessions,
  findSessionUser,
  finishSession,
  register,
  type SessionSubject,
  signIn,
} from '@/lib/accounts/mutations'
import { closeAccount } from '@/lib/closing/mutations'
import type { Uid } from '@/lib/ids'
import { freezeClock } from '@/test/support/frozen-clock'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
// Attempts are counted in fixed windows; none may begin in the middle of a test.
await freezeClock(database)
const password = 'seven paper herons'
let count = 0

/** Accounts and client addresses of one test are strangers to those of another. */
const newEmail = () => `buyer${++count}@example.com`
const newAddress = () => `198.51.${100 + Math.floor(++count / 250)}.${count % 250}`
const sessionOf = (subject: SessionSubject) =>
  beginSession(subject, { address: '198.51.100.1', userAgent: 'Paper/1' })
const uidOf = async (email: string) =>
  (await database.query<{ uid: string }>('SELECT uid FROM users WHERE email = $1', [email])).map(
    ({ uid }) => uid,
  )

/** The messages of so many attempts at once with wrong passwords. */
async function refusals(count: number, from: () => { email: string; address: string; device?: string }) {
  const attempts = Array.from({ length: count }, (_, index) =>
    signIn({ ...from(), password: `wrong password ${index}` }),
  )
  return (await Promise.allSettled(attempts)).map(
    (result) => (result as PromiseRejectedResult).reason.message as string,
  )
}

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
    expect(await findSessionUser(await sessionOf(account))).toEqual({
      uid: account.uid,
      email,
      name: 'Ana',
      role: 'BUYER',
      registeredAt: expect.any(Date),
      registrationIp: '203.0.113.9',
      signedInUntil: expect.any(Date),
      confirmedAt: null,
      isSecondFactorDue: false,
      isGuest: false,
      emailProvenAt: null,
    })
  })

  test('keeps the password as an argon2id hash', async () => {
    const account = await createUser({ email: newEmail(), password })
    const [row] = await database.query<{ password_hash: string }>(
      'SELECT password_hash FROM users WHERE uid = $1',
      [account.uid],
    )
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$/)
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
      message: 'An account with this e-mail address already exists. Sign in instead.',
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
    ['"a"@example.com', 'email'],
    ['a(b)@example.com', 'email'],
    ['a@b@example.com', 'email'],
    ['buyer@-.example', 'email'],
    ['buyer@example..com', 'email'],
    ['buyer@example.com.', 'email'],
    ['buyer@127.0.0.1', 'email'],
    ['0123456789abcdefghjk@closed.invalid', 'email'],
    [`${'a'.repeat(65)}@example.com`, 'email'],
    [`${'a'.repeat(120)}@example.com`, 'email'],
  ])('is refused for the address %j', async (email, field) => {
    await expect(createUser({ email, password })).rejects.toMatchObject({ field })
  })

  test.each([
    "o'brien@example.com",
    'rock&roll@example.com',
    'buyer#1@example.com',
    'buyer+shop@example.com',
    "!#$%&'*+/?^_`{|}~-.@example.com",
    'buyer@example.xn--p1ai',
    'buyer@mail-1.example.co.uk',
    `${'a'.repeat(64)}@example.com`,
  ])('is opened, found and changed with the address %j', async (address) => {
    const email = address.replace('@', `@n${++count}.`)
    const { uid } = await createUser({ email, password })
    await expect(signIn({ email, password, address: newAddress() })).resolves.toMatchObject({ uid })
    const other = await createUser({ email: newEmail(), password })
    await expect(
      changeEmail({ uid: other.uid, email: email.replace('@', '@m.'), password, address: newAddress() }),
    ).resolves.toBeDefined()
  })

  test.each(['', "Zoë O'Neill-Müller", 'علی\u200cرضا', '折り紙 太郎', 'a'.repeat(80)])(
    'takes the name %j',
    async (name) => {
      const account = await createUser({ email: newEmail(), password, name })
      expect(await findSessionUser(await sessionOf(account))).toMatchObject({ name })
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
    ['Password123', 'too easy to guess'],
    ['aaaaaaaaaaaa', 'too easy to guess'],
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
    await closeAccount(uid, new Date())
    await expect(
      database.query(`INSERT INTO users (uid, email, password_hash) VALUES ($1, $2, '')`, [uid, newEmail()]),
    ).rejects.toThrow('users_pkey')
  })

  test.each([
    'Upper@example.com',
    'a=b@example.com',
    'no-at.example.com',
    '"a"@example.com',
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
    await expect(signIn({ email, password, address })).rejects.toThrow('incorrect')
    await expect(signIn({ email: otherEmail, password, address })).rejects.toThrow('incorrect')
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
    await closeAccount((await createUser({ email: closed, password })).uid, new Date())
    const refusal = {
      field: 'form',
      message: 'The e-mail address or password is incorrect. Check both and try again.',
    }
    for (const attempt of [
      { email, password: 'another password' },
      { email: newEmail(), password },
      { email: closed, password },
    ]) {
      await expect(signIn({ ...attempt, address })).rejects.toMatchObject(refusal)
    }
  })

  test('checks at most ten of a hundred wrong passwords sent at once from one address', async () => {
    const [email, address] = [newEmail(), newAddress()]
    await createUser({ email, password })
    const messages = await refusals(100, () => ({ email, address }))
    expect(messages.filter((message) => message.includes('is incorrect'))).toHaveLength(10)
    expect(
      messages.filter((message) => /^Too many attempts. Wait .*minutes?, then/.test(message)),
    ).toHaveLength(90)
    await expect(signIn({ email, password, address })).rejects.toThrow('Too many attempts')
  })

  test('in ten windows at once succeeds in each, and leaves nothing counted', async () => {
    const [email, address] = [newEmail(), newAddress()]
    await createUser({ email, password })
    for (let round = 0; round < 3; round++) {
      await Promise.all(Array.from({ length: 10 }, () => signIn({ email, password, address })))
    }
    const messages = await refusals(11, () => ({ email, address }))
    expect(messages.filter((message) => message.includes('is incorrect'))).toHaveLength(10)
  })

  test('still works for the owner while an attacker at another address is over the limit', async () => {
    const [email, strange, own] = [newEmail(), newAddress(), newAddress()]
    const { uid } = await createUser({ email, password })
    expect(await refusals(100, () => ({ email, address: strange }))).toHaveLength(100)
    await expect(signIn({ email, password: 'a slip of it', address: own })).rejects.toThrow('is incorrect')
    await expect(signIn({ email, password, address: own })).resolves.toMatchObject({ uid })
    // And what the owner proved is no help to the stranger.
    await expect(signIn({ email, password, address: strange })).rejects.toThrow('Too many attempts')
  })

  test('checks at most twenty of two hundred wrong passwords from as many addresses', async () => {
    const email = newEmail()
    await createUser({ email, password })
    const tried = async () =>
      (await refusals(100, () => ({ email, address: newAddress() }))).filter((message) =>
        message.includes('is incorrect'),
      )
    expect(await tried()).toHaveLength(20)
    expect(await tried()).toEqual([])
    await expect(signIn({ email, password, address: newAddress() })).rejects.toThrow(
      /^Too many attempts.* On a device where you have signed in before you need not wait\.$/,
    )
  })

  test('a success does not reset the attempts that a distributed attacker has used', async () => {
    const email = newEmail()
    await createUser({ email, password })
    await refusals(19, () => ({ email, address: newAddress() }))
    await expect(signIn({ email, password, address: newAddress() })).resolves.toBeDefined()
    const messages = await refusals(5, () => ({ email, address: newAddress() }))
    expect(messages.filter((message) => message.includes('is incorrect'))).toHaveLength(1)
  })

  test('limits unknown e-mail addresses in the same way', async () => {
    const [email, address] = [newEmail(), newAddress()]
    for (let attempt = 0; attempt < 10; attempt++) {
      await expect(signIn({ email, password, address })).rejects.toThrow('is incorrect')
    }
    await expect(signIn({ email, password, address })).rejects.toThrow('Too many attempts')
  })

  test('limits the failures of one client address over all accounts', async () => {
    const network = '2001:db8:5:6'
    let host = 0
    const messages = await refusals(120, () => ({ email: newEmail(), address: `${network}::${++host}` }))
    expect(messages.filter((message) => message.includes('is incorrect'))).toHaveLength(100)
  })

  describe('on a device that signed in before', () => {
    const known = async () => {
      const email = newEmail()
      const account = await createUser({ email, password })
      return { email, account, device: rememberDevice(undefined, account) }
    }
    const exhaust = (email: string) => refusals(25, () => ({ email, address: newAddress() }))

    test('still works while all others, and its own address, are over their limits', async () => {
      const { email, account, device } = await known()
      const address = newAddress()
      await exhaust(email)
      await refusals(110, () => ({ email: newEmail(), address }))
      await expect(signIn({ email, password, address })).rejects.toThrow('Too many attempts')
      await expect(signIn({ email, password: 'a slip of it', address, device })).rejects.toThrow(
        'is incorrect',
      )
      await expect(signIn({ email, password, address, device })).resolves.toMatchObject({ uid: account.uid })
    })

    test('a stolen cookie allows ten attempts a day, from any number of addresses', async () => {
      const { email, account, device } = await known()
      await exhaust(email)
      const thief = () => ({ email, address: newAddress(), device })
      const messages = await refusals(60, thief)
      expect(messages.filter((message) => message.includes('is incorrect'))).toHaveLength(10)
      // The owner's success on the device, which has a new cookie since, gives the thief none back.
      const renewed = rememberDevice(device, account)
      const owner = { email, password, address: newAddress(), device: renewed }
      await expect(signIn(owner)).resolves.toBeDefined()
      expect((await refusals(5, thief)).filter((message) => message.includes('is incorrect'))).toEqual([])
    })

    test('counts like any other device once its own attempts are used up', async () => {
      const { email, device } = await known()
      const messages = await refusals(60, () => ({ email, address: '203.0.113.77', device }))
      expect(messages.filter((message) => message.includes('is incorrect'))).toHaveLength(20)
    })

    test.each([
      ['of another account', async () => (await known()).device],
      [
        'that is forged',
        async () => (await known()).device.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      ],
      [
        'with two ids of its owner’s mixed',
        async () => `${'0'.repeat(20)}.${(await known()).device.slice(21)}`,
      ],
      ['that is nonsense', async () => `~~.~${'x'.repeat(5000)}`],
    ])('a cookie %s opens nothing', async (_, cookie) => {
      const { email } = await known()
      await exhaust(email)
      const attempt = { email, password, address: newAddress(), device: await cookie() }
      await expect(signIn(attempt)).rejects.toThrow('Too many attempts')
    })

    test('is a stranger again once all sessions were ended, or the password changed', async () => {
      for (const change of [
        (uid: Uid) => endSessions(uid),
        (uid: Uid) =>
          changePassword({ uid, current: password, password: 'nine paper foxes', address: newAddress() }),
      ]) {
        const { email, account, device } = await known()
        await change(account.uid)
        await exhaust(email)
        await expect(signIn({ email, password, address: newAddress(), device })).rejects.toThrow('Too many')
      }
    })
  })

  test('counts failures only, and starts again from zero after a success', async () => {
    const [email, address] = [newEmail(), newAddress()]
    await createUser({ email, password })
    for (let round = 0; round < 2; round++) {
      for (let failure = 0; failure < 9; failure++) {
        await expect(signIn({ email, password: 'wrong password', address })).rejects.toThrow('is incorrect')
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
    return { email, uid: account.uid, account, session: await sessionOf(account), address: newAddress() }
  }

  test('end with a new password, but for the one that is renewed', async () => {
    const { uid, session, address } = await open()
    const renewed = await changePassword({ uid, current: password, password: 'nine paper foxes', address })
    expect(await findSessionUser(session)).toBeNull()
    expect(await findSessionUser(await sessionOf(renewed))).toMatchObject({ uid })
  })

  test('end with a new e-mail address, but for the one that is renewed', async () => {
    const { uid, session, address } = await open()
    const email = newEmail()
    const renewed = await changeEmail({ uid, email, password, address })
    expect(await findSessionUser(session)).toBeNull()
    expect(await findSessionUser(await sessionOf(renewed))).toMatchObject({ uid, email })
  })

  test('end with another role', async () => {
    const { uid, session } = await open()
    await database.query(`UPDATE users SET role = 'REVIEWER' WHERE uid = $1`, [uid])
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

  test('end one by one: the others go on, and the same again changes nothing', async () => {
    const { uid, account, session } = await open()
    const other = await sessionOf(account)
    await finishSession(session)
    await finishSession(session)
    expect(await findSessionUser(session)).toBeNull()
    expect(await findSessionUser(other)).toMatchObject({ uid })
  })

  test('end at once for everybody who asks at that moment', async () => {
    const { account } = await open()
    const sessions = await Promise.all(Array.from({ length: 20 }, () => sessionOf(account)))
    await Promise.all([
      ...sessions.slice(0, 10).map(finishSession),
      ...sessions.slice(0, 10).map(findSessionUser),
    ])
    const found = await Promise.all(sessions.map(findSessionUser))
    expect(found.map((user) => user !== null)).toEqual([...Array(10).fill(false), ...Array(10).fill(true)])
  })

  test('do not begin with what was read before all were ended', async () => {
    const { uid, account } = await open()
    await endSessions(uid)
    expect(await findSessionUser(await sessionOf(account))).toBeNull()
  })

  test('end by themselves after 30 days, however often they are used', async () => {
    const { session } = await open()
    const found = await findSessionUser(session)
    expect((found?.signedInUntil.getTime() ?? 0) - Date.now()).toBeGreaterThan(29.9 * 86_400_000)
    await database.query(
      "UPDATE sessions SET expires_at = now() - interval '1 second', last_seen_at = now() - interval '2 hours'",
    )
    expect(await findSessionUser(session)).toBeNull()
  })

  test('are kept without the id that opens them, with where they began and when they were seen', async () => {
    const account = await createUser({ email: newEmail(), password })
    const session = await beginSession(account, {
      address: '2001:db8::7',
      userAgent: `Päper\u0000\n${'x'.repeat(500)}`,
    })
    const rows = () =>
      database.query<{ seen: number; user_agent: string }>(
        `SELECT *, extract(epoch FROM now() - last_seen_at)::int AS seen FROM sessions WHERE uid = $1`,
        [account.uid],
      )
    const [row] = await rows()
    expect(JSON.stringify(row)).not.toContain(session)
    expect(row).toMatchObject({ address: '2001:db8::7', user_agent: `P?per??${'x'.repeat(249)}` })
    await database.query("UPDATE sessions SET last_seen_at = now() - interval '59 minutes' WHERE uid = $1", [
      account.uid,
    ])
    await findSessionUser(session)
    expect((await rows())[0]?.seen).toBeGreaterThan(3000)
    await database.query("UPDATE sessions SET last_seen_at = now() - interval '61 minutes' WHERE uid = $1", [
      account.uid,
    ])
    await findSessionUser(session)
    expect((await rows())[0]?.seen).toBeLessThan(3000)
  })

  test('leave nothing behind: those that count no more are deleted, and no other', async () => {
    await deleteEndedSessions()
    const [running, expired, outdated] = [await open(), await open(), await open()]
    await database.query("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE uid = $1", [
      expired.uid,
    ])
    await database.query('UPDATE users SET session_version = 9 WHERE uid = $1', [outdated.uid])
    expect(await deleteEndedSessions()).toBe(2)
    expect(await findSessionUser(running.session)).toMatchObject({ uid: running.uid })
  })
})

describe('changes are refused', () => {
  test('without the current password, and are limited as sign-ins are', async () => {
    const email = newEmail()
    const { uid } = await createUser({ email, password })
    const address = newAddress()
    const change = () =>
      changePassword({ uid, current: 'wrong password', password: 'nine paper foxes', address })
    for (let attempt = 0; attempt < 10; attempt++) {
      await expect(change()).rejects.toMatchObject({ field: 'current' })
    }
    await expect(change()).rejects.toMatchObject({ field: 'form' })
    await expect(signIn({ email, password, address })).rejects.toThrow('Too many attempts')
  })

  describe('of the address, each of which sends two messages, are limited', () => {
    const newAccount = async () => (await createUser({ email: newEmail(), password })).uid
    const mailsOf = async (uid: Uid) =>
      (await database.query('SELECT 1 FROM mails WHERE uid = $1', [uid])).length

    test('by account', async () => {
      const uid = await newAccount()
      const change = () => changeEmail({ uid, email: newEmail(), password, address: newAddress() })
      for (let time = 0; time < 5; time++) await change()
      await expect(change()).rejects.toMatchObject({
        field: 'form',
        message: expect.stringMatching(/^Too many attempts\. Wait .+, then try again\.$/),
      })
      expect(await mailsOf(uid)).toBe(10)
      // Wrong passwords use up none of them.
      const other = await newAccount()
      const wrong = { uid: other, email: newEmail(), password: 'wrong password', address: newAddress() }
      for (let time = 0; time < 5; time++) {
        await expect(changeEmail(wrong)).rejects.toMatchObject({ field: 'password' })
      }
      await changeEmail({ ...wrong, password })
    })

    test('by new address', async () => {
      const email = newEmail()
      const taken = await createUser({ email, password })
      const change = async () =>
        changeEmail({ uid: await newAccount(), email, password, address: newAddress() })
      for (let time = 0; time < 5; time++) await expect(change()).rejects.toMatchObject({ field: 'email' })
      await changeEmail({ uid: taken.uid, email: newEmail(), password, address: newAddress() })
      await expect(change()).rejects.toThrow('Too many attempts')
    })

    test('by network', async () => {
      const address = newAddress()
      const change = async () =>
        changeEmail({ uid: await newAccount(), email: newEmail(), password, address })
      await change()
      await database.query('UPDATE rate_limits SET hits = 29 WHERE key = $1', [
        `change-email-address:${address}`,
      ])
      await change()
      await expect(change()).rejects.toThrow('Too many attempts')
    })
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
