import { readdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { raiseAlert } from '@/lib/alerts'
import { db } from '@/lib/db'
import { createConfirmation } from '@/lib/email-confirmation/mutations'
import { newId } from '@/lib/ids'
import { addressIn } from '@/lib/languages/languages.mjs'
import { invite } from '@/lib/operators/mutations'
import { createPasswordReset } from '@/lib/password-reset/mutations'
import { policyVersions } from '@/lib/policies/policies'
import { enterAs, newPerson, paidOrder, placeOrder } from '../test/support/buyer'
import { type Emulator, expect, test } from '../test/support/fixtures'
import { expectToFit } from '../test/support/look'

/** The addresses of all pages, as the folders of app/ say them. */
function routes(): string[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('/page.tsx'))
    .map((file) => file.replace(/\/page\.tsx$/, '').replace(/\/(\([^)]+\)|\[variant\])/g, '') || '/')
    .sort()
}

/** What stands in the place of an address's parts that may be anything. */
async function placesOf(emulator: Emulator) {
  const buyer = await newPerson()
  const admin = await newPerson('ADMIN')
  const once = await newPerson('ADMIN')
  await db().user.update({
    where: { uid: once.uid },
    data: { totpSealed: Buffer.from('sealed'), totpConfirmedAt: new Date() },
  })
  const { id: order } = await paidOrder(emulator, buyer, 'fox')
  const membership = await paidOrder(emulator, buyer, 'club-monthly')
  const unpaid = await placeOrder(buyer, 'heron')
  const card = newId()
  await db().savedCard.create({
    data: {
      id: card,
      uid: buyer.uid,
      brand: 'Visa',
      last4: '4242',
      expMonth: '12',
      expYear: '2031',
      sealed: Buffer.from(''),
    },
  })
  const [mail, act, run] = [newId(), newId(), newId()]
  await db().mail.create({
    data: { id: mail, kind: 'PASSWORD_CHANGED', key: mail, recipient: buyer.email, uid: buyer.uid },
  })
  await db().operatorAct.create({
    data: { id: act, kind: 'GRANT', state: 'DONE', orderId: order, actor: admin.email, sentence: 'Done.' },
  })
  await db().proveRun.create({
    data: {
      id: run,
      what: 'all',
      mode: 'local',
      project: '',
      uid: admin.uid,
      actor: admin.email,
      state: 'ENDED',
      endedAt: new Date(),
    },
  })
  await raiseAlert(db(), { kind: 'overpaid', subject: order, message: 'Paid twice.', orderId: order })
  const alert = await db().alert.findFirstOrThrow({ where: { subject: order } })
  const attempts = await db().pingbackAttempt.findMany({ orderBy: { id: 'desc' }, take: 2 })
  const [newest, older] = attempts.map(({ id }) => id)
  return {
    buyer,
    admin,
    once,
    paths: {
      '/account/cards/[card]/delete': `/account/cards/${card}/delete`,
      '/account/memberships/[order]/cancel': `/account/memberships/${membership.id}/cancel`,
      '/admin/alerts/[alert]': `/admin/alerts/${alert.id}`,
      '/admin/go-live/prove/[run]': `/admin/go-live/prove/${run}`,
      '/admin/mails/[mail]': `/admin/mails/${mail}`,
      '/admin/operators/[uid]': `/admin/operators/${once.uid}`,
      '/admin/orders/[order]/acts/[act]': `/admin/orders/${order}/acts/${act}`,
      '/admin/pingbacks/[attempt]': `/admin/pingbacks/${newest}`,
      '/admin/pingbacks/compare': `/admin/pingbacks/compare?a=${newest}&b=${older}`,
      '/admin/products/[id]/price': '/admin/products/club-monthly/price',
      '/checkout/[order]': `/checkout/${unpaid}`,
      '/confirm/[token]': `/confirm/${await createConfirmation(buyer.uid, buyer.email)}`,
      '/invitation/[token]': `/invitation/${await invite({ role: 'REVIEWER', note: '', createdBy: admin.uid })}`,
      '/reset/[token]': `/reset/${await createPasswordReset(buyer.uid, buyer.email)}`,
    } as Record<string, string>,
    parts: {
      '[id]': 'fox',
      '[order]': order,
      '[point]': 'B8',
      '[slug]': 'fox',
      '[uid]': buyer.uid,
      '[version]': policyVersions[1],
      '[...missing]': 'no-such-page',
    } as Record<string, string>,
  }
}

/** The server shows two of them in place of other pages, and one leads on to another. */
const unaddressed = new Set(['/bad-address', '/unavailable', '/admin/pingbacks/ledger/[id]'])

/** Those of somebody who has not signed in. */
const forStrangers = /^\/(login|register|reset|reset\/\[token\])$/

async function open(page: Page, path: string) {
  const answer = await page.goto(path)
  const { pathname } = new URL(page.url())
  expect(pathname, path).toBe(path.split('?')[0])
  expect(answer?.status(), path).toBe(path.endsWith('/no-such-page') ? 404 : 200)
}

test('pages in German have no fault that a machine finds, and are no wider than a phone', {
  tag: '@thorough',
}, async ({ page }) => {
  for (const path of ['/de', '/de/products/fox', '/de/cancel', '/de/withdraw']) {
    await open(page, path)
    await expectToFit(page)
  }
})

test('no page has a fault that a machine finds, in either theme and each language, or is wider than a phone', {
  tag: '@thorough',
}, async ({ browser, emulator, baseURL }) => {
  test.setTimeout(900_000)
  const { buyer, admin, once, paths, parts } = await placesOf(emulator)
  const pageOf = async (person?: typeof buyer) => {
    const context = await browser.newContext({ ...(baseURL && { baseURL }), ignoreHTTPSErrors: true })
    if (person) await enterAs(context, person)
    return context.newPage()
  }
  const [stranger, buying, operating, due] = await Promise.all([
    pageOf(),
    pageOf(buyer),
    pageOf(admin),
    pageOf(once),
  ])
  await db().session.updateMany({ where: { uid: admin.uid }, data: { confirmedAt: new Date() } })
  const whose = (route: string) => {
    if (route === '/login/code') return due
    if (route.startsWith('/admin')) return operating
    return forStrangers.test(route) ? stranger : buying
  }
  const faults: string[] = []
  for (const route of routes().filter((route) => !unaddressed.has(route))) {
    const path = paths[route] ?? route.replace(/\[[^\]]+\]/g, (part) => parts[part] ?? part)
    for (const address of new Set([path, addressIn('de', path)])) {
      await test.step(address, async () => {
        const page = whose(route)
        try {
          await open(page, address)
          await expectToFit(page)
        } catch (error) {
          faults.push(`${address}: ${error}`)
        }
      })
    }
  }
  expect(faults).toEqual([])
})
