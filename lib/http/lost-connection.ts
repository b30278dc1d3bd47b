import type { IncomingMessage } from 'node:http'

/**
 * Lets a sender leave at any moment. Once Next has read a body to its end, another stream's methods stand in the place of the
 * request's, and the lost connection would raise an error that nobody listens for.
 */
export function tolerateLostConnection(request: IncomingMessage): void {
  let destroy: typeof request.destroy = request.destroy.bind(request)
  Object.defineProperty(request, 'destroy', {
    configurable: true,
    get: () => (error?: Error) => {
      if (request.listenerCount('error') === 0) request.on('error', () => {})
      return destroy(error)
    },
    set: (other: typeof destroy) => {
      destroy = other
    },
  })
}
