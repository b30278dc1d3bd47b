import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'
import { isThorough } from '@/test/support/thoroughness'

/**
 * The open page, as it is and without what it frames, has no faults that a machine finds. Run in the page itself, which hands
 * out the faults alone: `@axe-core/playwright` opens a second page for each result, and costs three times as much.
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const faults = await page.evaluate(async () => {
    const { axe: loaded } = window as unknown as { axe: typeof axe }
    const { violations } = await loaded.run({ exclude: ['iframe'] }, { resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
  })
  expect(faults).toEqual([])
}

const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 360, height: 740 },
] as const

/**
 * Looks at the open page wide and light, then narrow and dark: it fits, and has no faults that a machine finds. Where there
 * is no time for both looks, faults are searched for in the second, which has more of them.
 */
export async function expectToFit(page: Page): Promise<void> {
  const before = page.viewportSize()
  for (const { colorScheme, ...size } of looks) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(size)
    // Colours that change by and by are looked at when they have.
    await page.evaluate(async () => {
      const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
      await Promise.allSettled(changes.map(({ finished }) => finished))
    })
    if (isThorough || colorScheme === 'dark') await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
  }
  await page.emulateMedia({ colorScheme: null })
  if (before) await page.setViewportSize(before)
}
