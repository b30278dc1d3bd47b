import type { BrowserContext, Request } from '@playwright/test'

/**
 * Watches everything that a browser sends, from every page and frame, to every host, in addresses, headers, bodies,
 * beacons and WebSockets, and tells to which addresses a number went: bare, grouped, or in base64. A body that can't be
 * read, as that of a Blob, counts as one that holds it.
 */
export function watchForNumber(context: BrowserContext, number: string): () => Promise<string[]> {
  const found = new Set<string>()
  const reading: Promise<void>[] = []
  let seen = 0
  const grouped = new RegExp([...number].join('[^0-9]{0,3}'))
  const encoded = [0, 1, 2].map((shift) => base64Inside(number, shift))

  function look(address: string, carried: string) {
    seen++
    const { origin, pathname } = new URL(address)
    if (holds(carried) || holds(decoded(carried))) found.add(origin + decoded(pathname))
  }
  const holds = (text: string) => grouped.test(text) || encoded.some((code) => text.includes(code))

  async function read(request: Request) {
    const headers = await request.allHeaders().catch(() => request.headers())
    const empty = ['GET', 'HEAD'].includes(request.method()) || headers['content-length'] === '0'
    const body = request.postDataBuffer()?.toString('utf8') || (empty ? '' : number)
    look(request.url(), [request.url(), ...Object.entries(headers).flat(), body].join('\n'))
  }

  context.on('request', (request) => reading.push(read(request)))
  const watchSockets = (page: ReturnType<BrowserContext['pages']>[number]) =>
    page.on('websocket', (socket) => {
      look(socket.url(), socket.url())
      socket.on('framesent', ({ payload }) => look(socket.url(), payload.toString()))
    })
  context.pages().forEach(watchSockets)
  context.on('page', watchSockets)

  return async () => {
    await Promise.all(reading)
    if (seen === 0) throw new Error('no request was seen at all')
    return [...found].sort()
  }
}

/** What base64 makes of a text that begins at the first, second or third byte of a group, without the unsure edges. */
function base64Inside(text: string, shift: number): string {
  const whole = Buffer.from(' '.repeat(shift) + text).toString('base64')
  return whole.slice(shift === 0 ? 0 : 4, -4)
}

function decoded(text: string): string {
  return text.replace(/\+/g, ' ').replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part
    }
  })
}
