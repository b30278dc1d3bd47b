import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchBrowser } from '../testing/browser'
import { type Sandbox, startSandbox, widgetPath } from '../testing/sandbox'

let browser: Browser
let sandbox: Sandbox
let page: Page

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  sandbox = await startSandbox()
  page = await browser.newPage()
})
afterEach(async () => {
  await page.close()
  sandbox.stop()
})

interface WidgetMessage {
  event: string
  data?: Record<string, string>
}

/** A shop page on the listener's origin with the payment page in a frame; it keeps what the frame posts. */
async function embed(changes: Record<string, string | undefined> = {}) {
  const source = `${sandbox.url}${widgetPath({ success_url: `${sandbox.shop.url}/thanks?ref=$ref`, ...changes })}`
  sandbox.shop.answer((request, response) => {
    if (request.url?.startsWith('/api/pingback')) {
      response.end('OK')
      return
    }
    response.setHeader('Content-Type', 'text/html')
    response.end(`<!doctype html><title>Shop</title><script>
      window.messages = []
      window.addEventListener('message', ({ data }) => window.messages.push(JSON.parse(data)))
    </script><iframe title="Payment" width="400" height="700" src="${source.replaceAll('&', '&amp;')}"></iframe>`)
  })
  await page.goto(`${sandbox.shop.url}/checkout`)
  return page.frameLocator('iframe')
}

const messages = () => page.evaluate('window.messages') as Promise<WidgetMessage[]>

async function waitForEvent(event: string) {
  await page.waitForFunction(`window.messages.some((message) => message.event === '${event}')`)
}

it('tells the shop what happens, from loading to payment', async () => {
  const widget = await embed()
  await widget.getByRole('button', { name: 'Buy' }).click()
  await widget.getByText('Payment accepted').waitFor()
  await waitForEvent('paymentProcessingEnd')

  const events = (await messages()).map(({ event }) => event)
  expect(events[0]).toBe('widgetLoaded')
  expect(events).toContain('widgetSizeChanged')
  expect(events.indexOf('paymentSuccess')).toBeGreaterThan(events.indexOf('paymentProcessingStart'))

  const size = (await messages()).find(({ event }) => event === 'widgetSizeChanged')?.data
  expect(size?.height).toMatch(/^\d+px$/)
  const { json: payments } = await sandbox.control('GET', '/payments')
  const success = (await messages()).find(({ event }) => event === 'paymentSuccess')?.data
  expect(success).toEqual({
    object: 'payment',
    id: payments[0].ref,
    created: Math.floor(payments[0].createdAt / 1000),
    amount: '9.99',
    currency: 'USD',
    refunded: false,
    risk: 'approved',
    uid: 'u-1001',
    product_id: 'order-77',
    payment_system: 'test',
  })
})

it('leads the whole window back to the shop, and only when the buyer asks', async () => {
  const widget = await embed()
  await widget.getByRole('button', { name: 'Buy' }).click()
  await widget.getByText('Payment accepted').waitFor()
  expect(page.url()).toBe(`${sandbox.shop.url}/checkout`)
  await widget.getByRole('link', { name: 'Return to shop' }).click()
  const { json: payments } = await sandbox.control('GET', '/payments')
  await page.waitForURL(`${sandbox.shop.url}/thanks?ref=${payments[0].ref}`)
})

it('makes one payment from a double click', async () => {
  const widget = await embed()
  await widget.getByRole('button', { name: 'Buy' }).dblclick()
  await widget.getByText('Payment accepted').waitFor()
  expect((await sandbox.control('GET', '/payments')).json).toHaveLength(1)
})

it('stays usable after a failure', async () => {
  const widget = await embed()
  await widget.getByRole('button', { name: 'Fail' }).click()
  await widget.getByRole('alert').getByText('nothing was charged').waitFor()
  await waitForEvent('paymentProcessingEnd')
  expect((await messages()).some(({ event }) => event === 'paymentSuccess')).toBe(false)
  await widget.getByRole('button', { name: 'Buy' }).click()
  await widget.getByText('Payment accepted').waitFor()
})

it('closes without processing anything', async () => {
  const widget = await embed()
  await widget.getByRole('button', { name: 'Close' }).click()
  await widget.getByText('You closed the payment').waitFor()
  const events = (await messages()).map(({ event }) => event)
  expect(events).not.toContain('paymentProcessingStart')
  expect(events).not.toContain('paymentSuccess')
})

it('can be paid with the keyboard alone and without scripts', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(sandbox.url + widgetPath())
  await plain.keyboard.press('Tab')
  await plain.keyboard.press('Tab')
  await plain.keyboard.press('Enter')
  await plain.getByText('Payment accepted').waitFor()
  await context.close()
})
