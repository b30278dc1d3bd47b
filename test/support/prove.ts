import type { Page } from '@playwright/test'
import { expect } from '@/test/support/fixtures'

/** Waits until the run that is watched is over, and returns what is said of its steps. */
export async function watchRun(page: Page): Promise<string> {
  await page.waitForURL(/\/admin\/go-live\/prove\/[0-9a-z]{20}/)
  const said = page.getByRole('progressbar', { name: 'Steps done' }).locator('xpath=following-sibling::p')
  await expect(said).toHaveText(/^(All \d+ steps are done|\d+ of \d+ steps are done; \d+ failed)\.$/, {
    timeout: 200_000,
  })
  return (await said.textContent()) ?? ''
}
