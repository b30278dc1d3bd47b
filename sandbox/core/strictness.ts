import type { Context } from 'hono'
import type { Settings } from './settings'
import type { RequestRecord } from './state'

declare module 'hono' {
  interface ContextVariableMap {
    record: RequestRecord
  }
}

/** Notes on the request's page in the merchant area what was let pass. */
export function warn(c: Context, warnings: readonly string[]): void {
  c.get('record').warnings.push(...warnings)
}

/**
 * What to refuse a call for, out of what only a table of the documentation demands and clients leave out: all of it where the
 * project is strict; else nothing, and the request's page lists it.
 */
export function refused(c: Context, { strict }: Settings, shortcomings: readonly string[]): string[] {
  if (strict === 'refuse') return [...shortcomings]
  warn(c, shortcomings)
  return []
}
