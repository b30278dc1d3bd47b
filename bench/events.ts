import { parsePingback } from '@/lib/paymentwall/pingback'
import { readEvent } from '@/lib/pingbacks/event'
import { maskParameters } from '@/lib/pingbacks/mask'

/** What the listener gives to the database for signed paths: an event and its arrivals, as JSON. */
export function eventsOf(paths: readonly string[]): (readonly [event: string, arrivals: string])[] {
  return paths.map((path) => {
    const parsed = parsePingback(path.slice(path.indexOf('?') + 1), [])
    if (!parsed.ok) throw new Error(parsed.fault)
    const parameters = maskParameters(parsed.parameters)
    const arrival = { address: null, sign_version: 3, secret: 'current', elapsed_ms: 0, parameters }
    return [JSON.stringify(readEvent(parsed.parameters, false)), JSON.stringify([arrival])] as const
  })
}
