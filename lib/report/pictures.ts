import { createHash } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { env, isLoopback } from '@/lib/env'
import type { Picture } from '@/lib/report/picture'

/** A page to take a picture of. */
export interface Sight {
  page: string
  title: string
  /** Where it is, and how the report names that. */
  path: string
  shownPath: string
}

/** The most that is kept of one picture, in bytes, and how tall it may be, in screens. */
const mostBytes = 400_000
const mostScreens = 4

const devices = [
  { device: 'phone', options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
  { device: 'desktop', options: { viewport: { width: 1280, height: 900 } } },
] as const

const openWithin = 30_000
const loadWithin = 15_000

interface Taken {
  pictures: Picture[]
  /** What is missing and why, in sentences. */
  faults: string[]
}

/**
 * Pictures of pages of the running shop, each as a phone and as a desktop shows it.
 *
 * @param cookie with which the buyer is signed in
 */
export async function takePictures(
  browser: Browser,
  sights: readonly Sight[],
  cookie: { name: string; value: string },
): Promise<Taken> {
  const { SHOP_URL } = env()
  const pictures: Picture[] = []
  const faults: string[] = []
  for (const { device, options } of devices) {
    const context = await browser.newContext({
      ...options,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
      // The demo's certificate was made on this machine.
      ignoreHTTPSErrors: isLoopback(SHOP_URL),
    })
    try {
      await context.addCookies([
        { ...cookie, url: SHOP_URL, httpOnly: true, sameSite: 'Lax', secure: SHOP_URL.startsWith('https:') },
      ])
      for (const sight of sights) {
        const taken = await takePicture(context, sight, device, SHOP_URL)
        if (typeof taken === 'string') faults.push(`${sight.title}, on a ${device}: ${taken}.`)
        else pictures.push(taken)
      }
    } finally {
      await context.close()
    }
  }
  return { pictures, faults }
}

async function takePicture(
  context: BrowserContext,
  { page, title, path, shownPath }: Sight,
  device: string,
  shopUrl: string,
): Promise<Picture | string> {
  const tab = await context.newPage()
  try {
    const answer = await tab.goto(new URL(path, shopUrl).href, {
      waitUntil: 'domcontentloaded',
      timeout: openWithin,
    })
    if (answer?.status() !== 200) return `the shop answered ${answer?.status() ?? 'nothing'}`
    if (new URL(tab.url()).pathname !== path) return `the shop redirected to ${new URL(tab.url()).pathname}`
    // What the provider's script draws is on the picture where it comes in time.
    await tab.waitForLoadState('load', { timeout: loadWithin }).catch(() => {})
    const content = await photograph(tab)
    if (!content) return `the picture has more than ${mostBytes / 1000} kB`
    return {
      page,
      device,
      title,
      path: shownPath,
      takenAt: new Date().toISOString(),
      contentType: 'image/jpeg',
      content,
      digest: createHash('sha256').update(content).digest('hex'),
    }
  } catch (error) {
    return String(error).split('\n')[0] ?? 'it could not be taken'
  } finally {
    await tab.close()
  }
}

/** The page from its top, as well as the bound allows. */
async function photograph(tab: Page): Promise<Buffer | undefined> {
  const { width, height } = tab.viewportSize() ?? { width: 0, height: 0 }
  const whole = await tab.evaluate(() => document.documentElement.scrollHeight)
  const clip = { x: 0, y: 0, width, height: Math.min(Math.max(whole, height), mostScreens * height) }
  for (const quality of [75, 50, 25]) {
    const content = await tab.screenshot({
      type: 'jpeg',
      quality,
      fullPage: true,
      clip,
      animations: 'disabled',
      timeout: openWithin,
    })
    if (content.length <= mostBytes) return content
  }
  return undefined
}
