import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** Sees a request before Next does; returns whether it has answered it. One that must wait rejects never. */
export type Gate = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>

// Next's bundles each get a copy of this module, so what they must agree on lies on the process's global object.
const kept = globalThis as { gates?: { byName: Map<string, Gate>; servers: WeakSet<Server> } }

/**
 * Puts a gate before Next, on every HTTP server of this process from its next request on. Gates run in the order in which
 * they were added, until one answers. Call before the process listens; twice under one
 * name does no harm.
 */
export function putGate(name: string, gate: Gate): void {
  if (!kept.gates) {
    kept.gates = { byName: new Map(), servers: new WeakSet() }
    subscribe('http.server.request.start', (message) => guard((message as { server: Server }).server))
  }
  if (!kept.gates.byName.has(name)) kept.gates.byName.set(name, gate)
}

function guard(server: Server): void {
  const { byName, servers } = kept.gates ?? {}
  if (!byName || !servers || servers.has(server)) return
  servers.add(server)
  const handlers = server.rawListeners('request')
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    const gates = byName.values()
    const handle = () => {
      for (const handler of handlers) handler.call(server, request, response)
    }
    passThrough(gates, request, response, handle)
  })
}

function passThrough(
  gates: Iterator<Gate>,
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => void,
): void {
  for (let next = gates.next(); !next.done; next = gates.next()) {
    const answered = next.value(request, response)
    if (answered === true) return
    if (answered === false) continue
    void answered.then((isAnswered) => isAnswered || passThrough(gates, request, response, handle))
    return
  }
  handle()
}
