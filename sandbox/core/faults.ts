import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Emulator } from '../emulator'
import type { Fault } from './state'

export const faultSchema = z.strictObject({
  path: z.string().startsWith('/'),
  method: z.string().nullable().default(null),
  kind: z.enum(['hang', 'reset', 'status', 'slow']),
  when: z.enum(['before', 'after']).default('before'),
  status: z.number().int().min(200).max(599).default(503),
  body: z.string().default(''),
  seconds: z.number().positive().max(600).default(5),
  times: z.number().int().positive().nullable().default(null),
})

export function addFault(emulator: Emulator, { times, ...fault }: z.infer<typeof faultSchema>): Fault {
  const added: Fault = { ...fault, id: emulator.store.nextId(), remaining: times }
  emulator.state.faults.push(added)
  emulator.store.changed()
  return added
}

/**
 * Makes calls fail on request. `before` fails instead of doing the work; `after` does the work and loses the answer,
 * as when a connection breaks after the provider has charged the card.
 */
export function faultInjection(emulator: Emulator): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const fault = takeFault(emulator, c.req.method, c.req.path)
    if (!fault) return next()
    if (fault.when === 'after') await next()
    const { incoming, outgoing } = c.env
    switch (fault.kind) {
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, fault.seconds * 1000).unref())
        return fault.when === 'before' ? next() : undefined
      case 'status':
        c.res = new Response(fault.body, { status: fault.status, headers: { 'Content-Type': 'text/plain' } })
        return
      case 'reset':
        incoming.socket.resetAndDestroy()
        break
      case 'hang':
        await new Promise((resolve) => outgoing.once('close', resolve))
    }
    c.res = RESPONSE_ALREADY_SENT
  }
}

function matchesPath(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path.replace(/\/$/, '') === pattern
}

function takeFault(emulator: Emulator, method: string, path: string): Fault | undefined {
  const { faults } = emulator.state
  const fault = faults.find(
    (candidate) =>
      matchesPath(candidate.path, path) && (candidate.method === null || candidate.method === method),
  )
  if (fault && fault.remaining !== null) {
    fault.remaining -= 1
    if (fault.remaining === 0) faults.splice(faults.indexOf(fault), 1)
  }
  return fault
}
