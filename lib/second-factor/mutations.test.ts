import { beforeEach, describe, expect, test } from 'vitest'
import { currentSessionId, currentUser, requireRole, startSession } from '@/lib/accounts/session'
import type { Uid } from '@/lib/ids'
import {
  beginSecondFactor,
  confirmSecondFactor,
  enterCode,
  findSecondFactor,
  removeSecondFactor,
} from '@/lib/second-factor/mutations'
import { codeAt, stepAt } from '@/lib/second-factor/totp'
import { Browser } from '@/test/support/next-request'
import { newBuyer } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
let uid: Uid
let browser: Browser

beforeEach(async () => {
  uid = await newBuyer(database)
  await database.query(`UPDATE users SET role = 'ADMIN' WHERE uid = $1`, [uid])
  browser = new Browser()
  await enter(browser)
})

async function enter(of: Browser) {
  const [row] = await database.query<{ version: number }>(
    'SELECT session_version AS version FROM users WHERE uid = $1',
    [uid],
  )
  await of.run(() => startSession({ uid, sessionVersion: row?.version ?? 0 }))
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes of a secret as it is shown. */
function readSecret(text: string): Buffer {
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

async function setUp(): Promise<(at: Date) => string> {
  await beginSecondFactor(uid)
  const factor = await findSecondFactor(uid, 'Foldline')
  if (factor.state !== 'pending') throw new Error(factor.state)
  const secret = readSecret(factor.secret)
  return (at) => codeAt(secret, stepAt(at))
}

const later = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)
const sessionOf = async (of: Browser) => (await of.run(currentSessionId)).result
const openOffice = (of: Browser) => of.run(() => requireRole('REVIEWER', '/admin/orders'), { method: 'GET' })

describe('a second factor', () => {
  test('counts once a code was given, and then asks every other session for one, however it began', async () => {
    const now = new Date()
    const other = new Browser()
    await enter(other)
    const code = await setUp()
    expect((await openOffice(browser)).result?.uid).toBe(uid)
    await confirmSecondFactor(uid, await sessionOf(browser), code(now), now)
    expect(await findSecondFactor(uid, 'Foldline')).toEqual({ state: 'on', since: now })
    expect((await openOffice(browser)).result?.uid).toBe(uid)

    expect(await openOffice(other)).toMatchObject({
      result: undefined,
      location: expect.stringContaining('/login/code?next=%2Fadmin%2Forders'),
    })
    // As a buyer one is let in.
    expect((await other.run(currentUser)).result).toMatchObject({ uid, isSecondFactorDue: true })
    expect((await other.run(() => requireRole('BUYER', '/account'))).result?.uid).toBe(uid)
    await enterCode(uid, await sessionOf(other), code(later(now, 30)), later(now, 30))
    expect((await openOffice(other)).result?.uid).toBe(uid)
  })

  test('is kept sealed, for this account alone', async () => {
    const code = await setUp()
    const thief = await newBuyer(database)
    await database.query(
      'UPDATE users SET totp_sealed = (SELECT totp_sealed FROM users WHERE uid = $1) WHERE uid = $2',
      [uid, thief],
    )
    await expect(confirmSecondFactor(thief, undefined, code(new Date()))).rejects.toThrow('can’t be verified')
  })

  test('takes no wrong code, none twice, and none of before one that it took', async () => {
    const now = new Date()
    const code = await setUp()
    await expect(confirmSecondFactor(uid, undefined, '000000', later(now, 900))).rejects.toThrow(
      'wrong or too old',
    )
    await confirmSecondFactor(uid, undefined, code(now), now)
    const session = await sessionOf(browser)
    await expect(enterCode(uid, session, code(now), now)).rejects.toThrow('already been used')
    await expect(enterCode(uid, session, code(later(now, -30)), now)).rejects.toThrow('already been used')
    expect((await openOffice(browser)).result).toBeUndefined()
  })

  test('takes a code once of many that come at once', async () => {
    const now = new Date()
    const code = await setUp()
    await confirmSecondFactor(uid, undefined, code(now), now)
    const next = later(now, 30)
    const given = await Promise.allSettled(
      Array.from({ length: 5 }, () => enterCode(uid, undefined, code(next), next)),
    )
    expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('can’t be guessed: after ten wrong codes the right one is not looked at', async () => {
    const now = new Date()
    const code = await setUp()
    await confirmSecondFactor(uid, undefined, code(now), now)
    for (let attempt = 0; attempt < 10; attempt++) {
      await expect(enterCode(uid, undefined, 'x', now)).rejects.toThrow('wrong or too old')
    }
    const next = later(now, 30)
    await expect(enterCode(uid, undefined, code(next), next)).rejects.toThrow(
      /^Too many wrong codes\. Wait (a minute|([2-9]|\d\d) minutes), then try again\.$/,
    )
  })

  test('in use is not replaced by starting again; removed, it asks for no code', async () => {
    const now = new Date()
    const code = await setUp()
    await confirmSecondFactor(uid, undefined, code(now), now)
    expect(await beginSecondFactor(uid)).toBe(false)
    expect((await openOffice(browser)).result).toBeUndefined()
    expect(await removeSecondFactor(uid)).toBe(true)
    expect(await removeSecondFactor(uid)).toBe(false)
    expect((await openOffice(browser)).result?.uid).toBe(uid)
    expect(await findSecondFactor(uid, 'Foldline')).toEqual({ state: 'none' })
  })
})
