import { describe, expect, test } from 'vitest'
import type { SessionSubject } from '@/lib/accounts/mutations'
import { startSession } from '@/lib/accounts/session'
import { readCart } from '@/lib/cart/data'
import { addToCart } from '@/lib/cart/mutations'
import { guestCartDays } from '@/lib/cart/schema'
import { adoptGuestCart, cartOwner, rememberGuestCart } from '@/lib/cart/session'
import { newId } from '@/lib/ids'
import { Browser } from '@/test/support/next-request'
import { newBuyer, newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const cookie = '__Host-foldline.cart'

const ownerOf = async (browser: Browser) => (await browser.run(cartOwner, { method: 'GET' })).result
const linesOf = async (owner: Parameters<typeof readCart>[0]) =>
  (await readCart(owner, { currency: 'USD', language: 'en' })).products.map(({ id }) => id)

/** A browser with a guest's cart that holds one product. */
async function guest() {
  const productId = await newProduct(database)
  const added = await addToCart({ cartId: undefined }, productId)
  if (!added.ok) throw new Error(added.reason)
  const browser = new Browser()
  const { set } = await browser.run(() => rememberGuestCart(added.cartId))
  return { browser, cartId: added.cartId, productId, set }
}

async function newAccount(): Promise<SessionSubject> {
  const uid = await newBuyer(database)
  const [row] = await database.query<{ version: number }>(
    'SELECT session_version AS version FROM users WHERE uid = $1',
    [uid],
  )
  return { uid, sessionVersion: row?.version ?? 0 }
}

describe('whose cart it is', () => {
  test('a guest’s who has none yet', async () => {
    expect(await ownerOf(new Browser())).toEqual({ cartId: undefined })
  })

  test('a guest’s, by a cookie that only the shop’s own pages send and no script reads', async () => {
    const { browser, cartId, set } = await guest()
    const [, ...attributes] = set.get(cookie)?.split('; ') ?? []
    expect(attributes.filter((attribute) => !attribute.startsWith('Expires')).sort()).toEqual([
      'HttpOnly',
      `Max-Age=${guestCartDays * 86_400}`,
      'Path=/',
      'SameSite=lax',
      'Secure',
    ])
    expect(await ownerOf(browser)).toEqual({ cartId })
  })

  test.each(['', 'x', 'A'.repeat(20), `${'a'.repeat(20)}'`, 'a'.repeat(21)])(
    'nobody’s where the cookie is %j',
    async (value) => {
      const browser = new Browser()
      browser.cookies.set(cookie, encodeURIComponent(value))
      expect(await ownerOf(browser)).toEqual({ cartId: undefined })
    },
  )

  test('the user’s who is signed in, whatever the cookie says', async () => {
    const { browser } = await guest()
    const account = await newAccount()
    await browser.run(() => startSession(account))
    expect(await ownerOf(browser)).toEqual({ uid: account.uid })
  })
})

describe('a guest who signs in', () => {
  test('has in the account what was in the cart, and the browser forgets the cart', async () => {
    const { browser, cartId, productId } = await guest()
    const { uid } = await newAccount()
    await browser.run(() => adoptGuestCart(uid))
    expect(await linesOf({ uid })).toEqual([productId])
    expect(await linesOf({ cartId })).toEqual([])
    expect(browser.cookies.has(cookie)).toBe(false)
    expect(await ownerOf(browser)).toEqual({ cartId: undefined })
  })

  test('without a cart takes none along, and only the hint for the header is set', async () => {
    const { uid } = await newAccount()
    const { set } = await new Browser().run(() => adoptGuestCart(uid))
    expect([...set.keys()]).toEqual(['__Host-foldline.hint'])
    expect(await linesOf({ uid })).toEqual([])
  })

  test('with a cart that has become another account’s takes nothing of it', async () => {
    const { browser, productId } = await guest()
    const copy = browser.copy()
    const [first, second] = [await newAccount(), await newAccount()]
    await browser.run(() => adoptGuestCart(first.uid))
    await copy.run(() => adoptGuestCart(second.uid))
    expect([await linesOf({ uid: first.uid }), await linesOf({ uid: second.uid })]).toEqual([[productId], []])
  })

  test('with a cart that was never there loses the cookie alone', async () => {
    const browser = new Browser()
    await browser.run(() => rememberGuestCart(newId()))
    const { uid } = await newAccount()
    await browser.run(() => adoptGuestCart(uid))
    expect(browser.cookies.has(cookie)).toBe(false)
  })
})
