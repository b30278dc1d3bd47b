import { expect, type Locator, type Page } from '@playwright/test'

/** Presses Tab until something has the focus that a test looks for; on the way the focus is never out of sight. */
export async function tabTo(page: Page, wanted: Locator) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    expect(await page.evaluate(isFocusSeen), 'the focus is in sight').toBe(true)
  }
  throw new Error(`Tab does not reach ${wanted}.`)
}

function isFocusSeen(): boolean {
  const focused = document.activeElement
  if (!focused || focused === document.body) return true
  const { top, bottom } = focused.getBoundingClientRect()
  // Inside a date's input the browser draws the part that has it.
  const isDrawn = getComputedStyle(focused).outlineStyle !== 'none' || !focused.matches(':focus')
  return isDrawn && bottom > 0 && top < innerHeight
}
