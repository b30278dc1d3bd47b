import type { Page } from '@playwright/test'
import { enterAsNew } from '../test/support/buyer'
import { goodCard, payButton } from '../test/support/cards'
import { expect, test } from '../test/support/fixtures'
import { tabTo } from '../test/support/keyboard'

test.use({ shopName: 'custom' })

async function expectNothingSideways(page: Page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide, page.url()).toBeLessThanOrEqual(0)
}

/** From the home page to the download, by keys alone, as far as the page fits and the focus is seen. */
async function buy(page: Page) {
  await enterAsNew(page)
  await page.goto('/')
  await tabTo(page, page.getByRole('link', { name: 'Heron' }))
  await expectNothingSideways(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Heron')
  await tabTo(page, page.getByRole('button', { name: 'Buy now' }))
  await expectNothingSideways(page)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/checkout/*')
  await tabTo(page, page.getByRole('checkbox', { name: /I have read and accept/ }))
  await expectNothingSideways(page)
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: 'Continue to payment' }))
  await page.keyboard.press('Enter')
  await expect(payButton(page)).toBeEnabled()
  await expectNothingSideways(page)
  await tabTo(page, page.getByLabel('Name on card'))
  await page.keyboard.type('Ada Lovelace')
  for (const text of [goodCard.number, '12', '31', goodCard.cvv]) {
    await page.keyboard.press('Tab')
    await page.keyboard.type(text)
  }
  await tabTo(page, payButton(page))
  await page.keyboard.press('Enter')
  await page.waitForURL('**/orders/*')
  const download = page.getByRole('link', { name: 'Download Heron' })
  await expect(download).toBeVisible()
  await expectNothingSideways(page)
  await tabTo(page, download)
  const downloaded = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  expect((await downloaded).suggestedFilename()).toContain('heron')
}

test('a whole purchase by keyboard alone', async ({ page }) => {
  await buy(page)
})

test.describe('the same', { tag: '@thorough' }, () => {
  test('with forced colours, and without motion', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
    await buy(page)
  })

  test('on a screen of 320 pixels', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await buy(page)
  })

  test('at a zoom of 200 %, in the dark', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 640, height: 400 })
    await buy(page)
  })
})
