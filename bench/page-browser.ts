import { type Browser, type BrowserContext, chromium, type Page, type Request } from '@playwright/test'
import { settle, weigh } from '@/test/support/weigh'
import { findBrowser } from '../scripts/browser'

/** A phone of the middle on a slow connection, as Lighthouse has it: what a throttled figure was measured with. */
export const throttling = {
  processor: 4,
  latency: 150,
  kilobitsDown: 1638,
  kilobitsUp: 750,
  viewport: { width: 412, height: 823 },
}

/** What a visitor's browser fetches for a page, on the wire. */
export interface Weight {
  /** kB of 1024 bytes. */
  script: number
  whole: number
  requests: number
}

/** How a page comes about in a browser: milliseconds, and for the shift a score. */
export interface Paint {
  largestPaint: number
  blocked: number
  shift: number
}

export interface Visit {
  url: string
  cookie?: string | undefined
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
}

/** Opens a window without a past. What is not of the site itself is not fetched: this measures the site. */
async function inNewWindow<Result>(
  browser: Browser,
  { url, cookie }: Visit,
  isThrottled: boolean,
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext(
    isThrottled ? { viewport: throttling.viewport, isMobile: true } : {},
  )
  try {
    const { origin } = new URL(url)
    await context.route(
      (address) => address.origin !== origin,
      (route) => route.abort(),
    )
    // What this file hands to a page names its functions by this, when it is compiled by tsx.
    await context.addInitScript('globalThis.__name = (named) => named')
    await signIn(context, origin, cookie)
    const page = await context.newPage()
    if (isThrottled) await throttle(page)
    return await work(page)
  } finally {
    await context.close()
  }
}

async function signIn(context: BrowserContext, url: string, cookie: string | undefined): Promise<void> {
  if (cookie === undefined) return
  const cookies = cookie.split('; ').map((each) => {
    const [name = '', value = ''] = each.split(/=(.*)/s)
    return { name, value, url }
  })
  await context.addCookies(cookies)
}

async function throttle(page: Page): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const { processor, latency, kilobitsDown, kilobitsUp } = throttling
  await client.send('Emulation.setCPUThrottlingRate', { rate: processor })
  await client.send('Network.enable')
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency,
    downloadThroughput: (kilobitsDown * 1000) / 8,
    uploadThroughput: (kilobitsUp * 1000) / 8,
  })
}

/** All that a page fetches until it rests, without being scrolled. */
export async function weighPage(browser: Browser, visit: Visit): Promise<Weight> {
  return inNewWindow(browser, visit, false, async (page) => {
    const { bytes, total, requests } = await weigh(page)
    await page.goto(visit.url)
    await settle(page)
    return { script: bytes('Script') / 1024, whole: total() / 1024, requests: requests() }
  })
}

/** How a page comes about on a throttled phone. */
export async function watchPage(browser: Browser, visit: Visit): Promise<Paint> {
  return inNewWindow(browser, visit, true, async (page) => {
    await page.addInitScript(() => {
      const seen = {
        largestPaint: 0,
        firstPaint: 0,
        shift: 0,
        tasks: [] as { start: number; duration: number }[],
      }
      Object.assign(window, { seen })
      const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
        new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
      observe('largest-contentful-paint', ({ startTime }) => {
        seen.largestPaint = startTime
      })
      observe('paint', ({ name, startTime }) => {
        if (name === 'first-contentful-paint') seen.firstPaint = startTime
      })
      observe('layout-shift', (entry) => {
        seen.shift += (entry as PerformanceEntry & { value: number }).value
      })
      observe('longtask', ({ startTime: start, duration }) => {
        seen.tasks.push({ start, duration })
      })
    })
    await page.goto(visit.url)
    await settle(page)
    return page.evaluate(() => {
      const { seen } = window as unknown as {
        seen: {
          largestPaint: number
          firstPaint: number
          shift: number
          tasks: { start: number; duration: number }[]
        }
      }
      const blocked = seen.tasks
        .filter(({ start }) => start >= seen.firstPaint)
        .reduce((sum, { duration }) => sum + Math.max(0, duration - 50), 0)
      return { largestPaint: seen.largestPaint, blocked, shift: seen.shift }
    })
  })
}

/** Waits until a page has what it fetches ahead: until nothing was on its way for a second. */
function restOf(page: Page): () => Promise<void> {
  const underWay = new Set<Request>()
  let last = performance.now()
  const note = () => {
    last = performance.now()
  }
  page.on('request', (request) => underWay.add(request) && note())
  for (const event of ['requestfinished', 'requestfailed'] as const) {
    page.on(event as 'requestfinished', (request) => underWay.delete(request) && note())
  }
  return async () => {
    while (underWay.size > 0 || performance.now() - last < 1000) await page.waitForTimeout(50)
  }
}

/** How long a visitor who looks about before clicking stays on the link. */
const hoverMilliseconds = 200

/**
 * Milliseconds from a click on a link of a page that rests until the heading of the page it leads to is painted.
 *
 * @param path where the link leads: another page of the same document
 */
export async function clickThrough(
  browser: Browser,
  visit: Visit,
  path: string,
  { hovers, isThrottled }: { hovers: boolean; isThrottled: boolean },
): Promise<number> {
  return inNewWindow(browser, visit, isThrottled, async (page) => {
    const rests = restOf(page)
    await page.goto(visit.url)
    await settle(page)
    const link = page.locator(`main a[href="${path}"]`).first()
    await link.scrollIntoViewIfNeeded()
    await settle(page)
    await rests()
    await link.evaluate((element, path) => {
      const heading = () => document.querySelector('h1')?.textContent
      const before = heading()
      const arrived = new Promise<number>((resolve) => {
        element.addEventListener(
          'click',
          () => {
            const clicked = performance.now()
            const look = () => {
              const isThere = location.pathname === path && heading() && heading() !== before
              // The frame after the one that draws it.
              requestAnimationFrame(isThere ? () => resolve(performance.now() - clicked) : look)
            }
            look()
          },
          { capture: true, once: true },
        )
      })
      Object.assign(window, { arrived })
    }, path)
    if (hovers) {
      await link.hover()
      await page.waitForTimeout(hoverMilliseconds)
    }
    await link.click()
    return page.evaluate(() => (window as unknown as { arrived: Promise<number> }).arrived)
  })
}
