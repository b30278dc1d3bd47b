import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

/**
 * Closes each connection after its answer from now on. Call when the process is to end: a server that no longer listens
 * still keeps a connection that was in use at that moment open for another request, and the process with it.
 */
export function closeAfterAnswers(): void {
  subscribe('http.server.response.finish', (message) => {
    const { socket } = message as { socket: Socket }
    socket.end()
  })
}
