/** What the frame of the Paylet says of itself. */
export interface WidgetMessage {
  event: string
  /** Of `widgetSizeChanged`: how high the frame is to be, in pixels, within what a page can show. */
  height?: number
}

const highest = 5000

/** Reads what a frame has posted; undefined for all that is no message of the widget, whatever it is. */
export function readWidgetMessage(posted: unknown): WidgetMessage | undefined {
  const message = parsed(posted)
  if (!isObject(message) || typeof message.event !== 'string') return undefined
  const { event, data } = message
  const height = event === 'widgetSizeChanged' && isObject(data) ? pixels(data.height) : undefined
  return { event, height }
}

function pixels(told: unknown): number | undefined {
  const size = typeof told === 'string' || typeof told === 'number' ? Number.parseInt(String(told), 10) : 0
  return size > 0 ? Math.min(size, highest) : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parsed(posted: unknown): unknown {
  try {
    return typeof posted === 'string' ? JSON.parse(posted) : undefined
  } catch {
    return undefined
  }
}
