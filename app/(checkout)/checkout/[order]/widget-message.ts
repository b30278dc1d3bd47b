/** A message of the Paylet's frame. */
export interface WidgetMessage {
  event: string
  /** Of `widgetSizeChanged`: the height to give the frame, in pixels and within bounds. */
  height?: number
}

const highest = 5000

/** Reads what a frame has posted; undefined for anything but a message of the widget. */
export function readWidgetMessage(posted: unknown): WidgetMessage | undefined {
  const message = parsed(posted)
  if (!isObject(message) || typeof message.event !== 'string') return undefined
  const { event, data } = message
  const height = event === 'widgetSizeChanged' && isObject(data) ? pixels(data.height) : undefined
  return { event, height }
}

function pixels(value: unknown): number | undefined {
  const size = typeof value === 'string' || typeof value === 'number' ? Number.parseInt(String(value), 10) : 0
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
