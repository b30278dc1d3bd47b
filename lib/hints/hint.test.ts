import { describe, expect, test } from 'vitest'
import type { SessionSubject } from '@/lib/accounts/mutations'
import { endSession, startSession } from '@/lib/accounts/session'
import { addToCart } from '@/lib/cart/mutations'
import { hintAtCart } from '@/lib/cart/session'
import { cookieIn, hintText, readHint } from '@/lib/hints/hint'
import { Browser } from '@/test/support/next-request'
import { newBuyer, newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const name = '__Host-foldline.hint'

async function newAccount(): Promise<SessionSubject> {
  const uid = await newBuyer(database)
  const [row] = await database.query<{ version: number }>(
    'SELECT session_version AS version FROM users WHERE uid = $1',
    [uid],
  )
  return { uid, sessionVersion: row?.version ?? 0 }
}

describe('a hint', () => {
  test('is read as it was written', () => {
    const hint = { signedIn: true, cartCount: 3 }
    expect(readHint(hintText(hint, 1_795_000_000_000))).toEqual({ ...hint, at: 1_795_000_000_000 })
    expect(readHint(hintText({ ...hint, cartCount: 1e9 }, 1))).toEqual({ ...hint, cartCount: 9999, at: 1 })
  })

  test.each([undefined, '', '1', '1.2', '2.1.1', '1.-1.1', '1.<b>.1', '1.12345.1', '1.1.x'])(
    'that anybody may have written is none: %s',
    (text) => {
      expect(readHint(text)).toBeUndefined()
    },
  )

  test('is found among a document’s cookies', () => {
    const cookies = `x${name}=1.1.1; ${name}=0.2.5; other=1`
    expect(cookieIn(cookies, name)).toBe('0.2.5')
    expect(cookieIn('other=1', name)).toBeUndefined()
  })
})

test('signing in, the cart and signing out tell the header, each of what it knows', async () => {
  const browser = new Browser()
  const subject = await newAccount()
  const hintOf = (set: Map<string, string>) => readHint(cookieIn(set.get(name) ?? '', name))
  const entered = await browser.run(() => startSession(subject))
  expect(hintOf(entered.set)).toMatchObject({ signedIn: true, cartCount: 0 })
  expect(entered.set.get(name)).not.toMatch(/HttpOnly/i)
  expect(entered.set.get(name)).toMatch(/Secure/)

  await addToCart({ uid: subject.uid }, await newProduct(database))
  const added = await browser.run(() => hintAtCart({ uid: subject.uid }))
  expect(hintOf(added.set)).toMatchObject({ signedIn: true, cartCount: 1 })

  const left = await browser.run(endSession)
  expect(hintOf(left.set)).toMatchObject({ signedIn: false, cartCount: 0 })
})
