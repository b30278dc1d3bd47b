import type { FrameLocator, Page } from '@playwright/test'

export const password = 'a long enough password'

/** Registers a new buyer by the form and returns the e-mail address; the page is then signed in. */
export async function register(page: Page): Promise<string> {
  const email = `buyer-${crypto.randomUUID()}@example.com`
  await page.goto('/register')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/account')
  return email
}

/** Buys a product up to the checkout page and returns the order's id. */
export async function openCheckout(page: Page, product: string): Promise<string> {
  await page.goto(`/products/${product}`)
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.waitForURL('**/checkout/*')
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

/** Ticks the box, so that the ways to pay appear. */
export async function acceptTerms(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /I have read and accept/ }).check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
}

/** Opens the Paylet, where a card is offered too, and returns its frame. */
export async function openPaylet(page: Page): Promise<FrameLocator> {
  await page.getByRole('heading', { name: 'Pay', exact: true }).waitFor()
  const closed = page.locator('details:not([open]) > summary', { hasText: 'Other ways' })
  if (await closed.isVisible()) await closed.click()
  return page.frameLocator('iframe[title="Payment by Paymentwall"]')
}
