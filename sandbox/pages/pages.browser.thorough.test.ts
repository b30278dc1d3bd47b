import type { Browser, Page } from '@playwright/test'
import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiType } from '../core/api-type'
import { brickClient } from '../testing/brick'
import { launchBrowser } from '../testing/browser'
import { type Sandbox, startSandbox, widgetPath } from '../testing/sandbox'
import { answerWith } from '../testing/shop'

let browser: Browser
let sandbox: Sandbox
let page: Page
const paths: Record<string, string> = {}

beforeAll(async () => {
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 360, height: 720 } })
  sandbox = await startSandbox()
  const brick = brickClient(sandbox)
  const { token } = await brick.tokenize()
  const { json } = await brick.charge(token, {
    secure: '1',
    secure_return_method: 'url',
    secure_redirect_url: sandbox.shop.url,
  })
  const { json: membership } = await sandbox.control('POST', '/subscriptions', {
    uid: 'u-1',
    goodsId: 'order-with-a-rather-long-name-1234567890',
    amount: '9.90',
    currency: 'USD',
    period: { length: 1, unit: 'month' },
  })
  const opened = await (await fetch(sandbox.url + widgetPath())).text()
  const widget = /action="(\/widget\/[0-9a-f]+)\/buy/.exec(opened)?.[1] ?? ''
  await fetch(`${sandbox.url}${widget}/buy`, { method: 'POST', body: new URLSearchParams({ ps: 'test' }) })

  const pageOf = async (apiType: ApiType, path: string, changes: Record<string, string>) => {
    await sandbox.control('PATCH', '/settings', { apiType })
    const html = await (
      await fetch(sandbox.url + widgetPath(changes).replace('/api/subscription', path))
    ).text()
    return /action="(\/widget\/[0-9a-f]+)\/buy/.exec(html)?.[1] ?? ''
  }
  const credits = await pageOf('virtual-currency', '/api/ps', { lang: 'de', country_code: 'ID' })
  const cart = await pageOf('cart', '/api/cart', {
    lang: 'es',
    flexible_cart_api: '1',
    'external_ids[0]': 'sku-a',
    'names[0]': 'Paper fox, low-poly, of two hundred and twelve facets',
    'prices[0]': '12345.00',
    'currencies[0]': 'USD',
  })
  await sandbox.control('PATCH', '/settings', { apiType: 'digital-goods' })

  await fetch(sandbox.url + widgetPath({ email: undefined, 'history[registration_date]': 'NA' }))
  const lenient = (await sandbox.control('GET', '/requests')).json.at(-1)
  sandbox.shop.answer(answerWith(503, 'NOK'))
  await sandbox.control('POST', '/pingbacks', { ref: membership.payment.ref, type: 0, retries: true })

  Object.assign(paths, {
    'payment page': widgetPath(),
    'virtual currency': credits,
    cart,
    'refused call': widgetPath().replace('amount=9.99', 'amount=1.00'),
    'accepted payment': widget,
    'test bank': new URL(json.secure.redirect).pathname,
    payments: '/merchant',
    payment: `/merchant/payments/${membership.payment.ref}`,
    pingback: `/merchant/pingbacks/${membership.pingback.id}`,
    subscriptions: '/merchant/subscriptions',
    'API calls': '/merchant/requests',
    'API call': `/merchant/requests/${lenient.id}`,
    reports: '/merchant/reports',
    settings: '/merchant/settings',
    drills: '/merchant/drills',
    signature: '/merchant/explain',
  })
})

afterAll(async () => {
  await browser.close()
  sandbox.stop()
})

describe.each([
  'payment page',
  'virtual currency',
  'cart',
  'refused call',
  'accepted payment',
  'test bank',
  'payments',
  'payment',
  'pingback',
  'subscriptions',
  'API calls',
  'API call',
  'reports',
  'settings',
  'drills',
  'signature',
])('%s', (name) => {
  it.each(['light', 'dark'] as const)('is accessible and fits a narrow screen, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(`${sandbox.url}${paths[name]}`)
    await page.evaluate(axe.source)
    const faults = await page.evaluate(async () => {
      const { axe: loaded } = window as unknown as { axe: typeof axe }
      const { violations } = await loaded.run({ resultTypes: ['violations'] })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    })
    expect(faults).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
