import { prerender } from 'react-dom/static'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import CancelPage from '@/app/(site)/[variant]/(live)/account/memberships/[order]/cancel/page'
import MembershipsPage from '@/app/(site)/[variant]/(live)/account/memberships/page'
import OrdersPage from '@/app/(site)/[variant]/(live)/account/orders/page'
import OrderPage from '@/app/(site)/[variant]/(live)/orders/[order]/page'
import ReceiptPage from '@/app/(site)/[variant]/(live)/orders/[order]/receipt/page'
import { startSession } from '@/lib/accounts/session'
import { company } from '@/lib/brand/company'
import { addressIn, type Language, languageHeader } from '@/lib/languages/languages.mjs'
import { cancelMembershipAction } from '@/lib/subscriptions/actions'
import { dateTime, newMembership, notifyMembership } from '@/test/support/memberships'
import { Browser } from '@/test/support/next-request'
import { newOrder } from '@/test/support/orders'
import { newReference } from '@/test/support/pingbacks'
import { drawIn } from '@/test/support/root-params'
import { testDatabase } from '@/test/support/test-database'

vi.mock('next/navigation', async (original) => ({
  ...(await original<typeof import('next/navigation')>()),
  useRouter: () => ({ refresh: () => {} }),
}))
process.env.PINGBACK_CUSTOM_PARAMETERS = 'subscription_id,paid_at'
process.env.VAT_PERCENT = '20'
const database = await testDatabase()

const buyer = new Browser()
const orders = { paid: '', payable: '', expired: '', membership: '' }

beforeAll(async () => {
  const { id: membership, uid } = await newMembership(database)
  const ref = newReference()
  await notifyMembership(
    { id: membership, uid },
    { ref, type: 0, subscription_id: ref, paid_at: dateTime(new Date()) },
  )
  const { id: paid } = await newOrder(database, { uid, kinds: ['LICENCE', 'DOWNLOAD', 'CREDITS'] })
  await notifyMembership({ id: paid, uid }, { ref: newReference(), type: 0 })
  const { id: payable } = await newOrder(database, { uid })
  const { id: expired } = await newOrder(database, { uid })
  await database.query(`UPDATE orders SET expires_at = now() - interval '1 hour' WHERE id = $1`, [expired])
  await database.query(
    `INSERT INTO terms_acceptances (order_id, uid, policy_version, wording, language) VALUES ($1, $2, '2026-11-27', 'I agree.', 'en')`,
    [payable, uid],
  )
  await buyer.run(() => startSession({ uid, sessionVersion: 1 }))
  Object.assign(orders, { paid, payable, expired, membership })
})

const goods = ['LICENCE', 'DOWNLOAD', 'CREDITS'].map((kind) => `Fox (${kind})`)

const nothing = Promise.resolve({})
const of = (order: string) => ({ params: Promise.resolve({ order }), searchParams: nothing })

/** Each page, by what it is about. */
const pages = {
  'a paid order': () => OrderPage(of(orders.paid)),
  'a membership’s order': () => OrderPage(of(orders.membership)),
  'an unpaid order': () => OrderPage(of(orders.payable)),
  'an expired order': () => OrderPage(of(orders.expired)),
  orders: () => OrdersPage(),
  memberships: () => MembershipsPage({ searchParams: Promise.resolve({ requested: '' }) }),
  'the cancellation of a membership': () => CancelPage(of(orders.membership)),
  'a receipt': () => ReceiptPage(of(orders.membership)),
} satisfies Record<string, () => Promise<React.ReactNode>>

/** A page's HTML, drawn for the buyer in a language. */
async function draw(page: () => Promise<React.ReactNode>, language: Language): Promise<string> {
  drawIn(`${language}-usd`)
  const { result } = await buyer.run(
    async () => new Response((await prerender(await page())).prelude).text(),
    { method: 'GET', headers: { [languageHeader]: language } },
  )
  if (result === undefined) throw new Error('The page was not drawn.')
  return result
}

const textsOf = (html: string) =>
  html
    .split(/<script.*?<\/script>|<[^>]*>/s)
    .map((text) => text.trim())
    .filter((text) => text !== '')

const hrefsOf = (html: string) => Array.from(html.matchAll(/ href="(\/[^"]*)"/g), ([, href = '']) => href)

describe('in German', () => {
  test.each(Object.entries(pages))('the page of %s says nothing in English', async (_, page) => {
    const [german, english] = [await draw(page, 'de'), await draw(page, 'en')]
    const known = new Set(textsOf(english))
    // What the merchant named, and what the buyer read when they accepted it.
    const kept = new Set([...goods, 'I agree.', ...Object.values(company())])
    const same = textsOf(german).filter((text) => text.includes(' ') && known.has(text) && !kept.has(text))
    expect(known.size).toBeGreaterThan(5)
    expect(same).toEqual([])
  })

  test.each(Object.entries(pages))('the page of %s leads to German pages', async (_, page) => {
    const hrefs = hrefsOf(await draw(page, 'de'))
    expect(hrefs.filter((href) => !/^\/(?:de(?:$|\/)|api\/|artwork\/)/.test(href))).toEqual([])
    expect(hrefsOf(await draw(page, 'en')).filter((href) => href.startsWith('/de'))).toEqual([])
  })

  test('an order says how it stands, and what was accepted in the language in which it was', async () => {
    const html = await draw(pages['an unpaid order'], 'de')
    expect(textsOf(html)).toEqual(expect.arrayContaining(['Zahlung ausstehend', 'Weiter zur Zahlung']))
    expect(html).toContain(`href="/de/checkout/${orders.payable}"`)
    expect(html).toMatch(/<p lang="en-GB"[^>]*>I agree\.</)
  })

  test('a receipt has its prices, and the VAT in them, as Germans read them', async () => {
    const texts = textsOf(await draw(pages['a receipt'], 'de'))
    expect(texts).toEqual(
      expect.arrayContaining(['Bezahlt', '6,00\u00a0$', 'Enthaltene MwSt. (20\u00a0%)', '1,00\u00a0$']),
    )
  })

  test('who has cancelled a membership sees so in German', async () => {
    const form = new FormData()
    form.set('order', orders.membership)
    const { location } = await buyer.run(() => cancelMembershipAction(form), {
      method: 'POST',
      headers: { [languageHeader]: 'de' },
    })
    expect(location).toBe(addressIn('de', '/account/memberships?requested'))
    const html = await draw(pages.memberships, 'de')
    expect(textsOf(html)).toContain('Kündigung eingegangen')
  })
})
