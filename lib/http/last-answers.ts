import { subscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const underWay = new Set<ServerResponse>()

/** Keeps in mind which answers are under way, for {@link closeAfterAnswers}. Call once per process, before it listens. */
export function watchAnswers(): void {
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
  })
}

/**
 * Closes each connection after its answer from now on, and says so in the answer's head unless that was sent before. Call when
 * the process is to end: a server that no longer listens still keeps a connection that was in use at that moment open for
 * another request, and the process with it.
 */
export function closeAfterAnswers(): void {
  for (const response of underWay) response.shouldKeepAlive = false
  subscribe('http.server.request.start', (message) => {
    const { response } = message as { response: ServerResponse }
    response.shouldKeepAlive = false
  })
  subscribe('http.server.response.finish', (message) => {
    const { socket } = message as { socket: Socket }
    socket.end()
  })
}
