import type { Page } from '@playwright/test'

/** What a page's browser fetches from now on: bytes on the wire by kind, of everything and of one origin alone. */
export async function weigh(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.setCacheDisabled', { cacheDisabled: true })
  const answers = new Map<string, { kind: string; origin: string; bytes: number }>()
  client.on('Network.responseReceived', ({ requestId, type, response }) =>
    answers.set(requestId, { kind: type, origin: new URL(response.url).origin, bytes: 0 }),
  )
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId)
    if (answer) answer.bytes = encodedDataLength
  })
  return {
    requests: () => answers.size,
    bytes: (kind: string, from?: string) =>
      [...answers.values()]
        .filter((answer) => answer.kind === kind && (from === undefined || answer.origin === from))
        .reduce((sum, { bytes }) => sum + bytes, 0),
  }
}
