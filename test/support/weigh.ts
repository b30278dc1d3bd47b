import type { Page } from '@playwright/test'

/** What a page's browser fetches from now on: bytes on the wire by kind, of everything and of one origin alone. */
export async function weigh(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  const unanswered = new Set<string>()
  client.on('Network.requestWillBeSent', ({ requestId }) => unanswered.add(requestId))
  client.on('Network.loadingFailed', ({ requestId }) => unanswered.delete(requestId))
  const answers = new Map<string, { kind: string; origin: string; bytes: number }>()
  client.on('Network.responseReceived', ({ requestId, type, response }) =>
    answers.set(requestId, { kind: type, origin: new URL(response.url).origin, bytes: 0 }),
  )
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    unanswered.delete(requestId)
    const answer = answers.get(requestId)
    if (answer) answer.bytes = encodedDataLength
  })
  return {
    requests: (from?: string) =>
      [...answers.values()].filter(({ origin }) => from === undefined || origin === from).length,
    waiting: () => unanswered.size,
    total: () => [...answers.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    bytes: (kind: string, from?: string) =>
      [...answers.values()]
        .filter((answer) => answer.kind === kind && (from === undefined || answer.origin === from))
        .reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

/** Waits until a page has loaded, has the pictures that are in view, and has done what it leaves to idle moments. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState()
  await page.waitForFunction(() =>
    Array.from(document.images).every((image) => {
      const { top, bottom } = image.getBoundingClientRect()
      return image.complete || bottom < 0 || top > window.innerHeight
    }),
  )
  await page.evaluate(async () => {
    // What was left to the first idle moment comes before the second.
    for (let moment = 0; moment < 2; moment++) {
      await new Promise((resolve) => requestIdleCallback(resolve))
    }
  })
}
