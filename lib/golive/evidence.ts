import { createHash } from 'node:crypto'
import type { Fact, Subject } from '@/lib/golive/check'

/** The digest of a fact: SHA-256 over its parts as JSON, in hexadecimal. The same fact has the same one, whenever it is judged. */
export function digestOf({ kind, what, seen, at, subject }: Fact): string {
  const parts = [kind, what, seen, at.toISOString(), subject ? nameOf(subject) : '']
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** A subject as one word: `arrival:42`. */
export const nameOf = ({ kind, id }: Subject) => `${kind}:${id}`

const kinds: ReadonlySet<string> = new Set<Subject['kind']>([
  'order',
  'payment',
  'pingback',
  'arrival',
  'charge',
  'customer',
  'page',
  'setting',
])

const isKind = (word: string): word is Subject['kind'] => kinds.has(word)

/** The subject that a word of `nameOf` names; undefined for none. */
export function subjectOf(name: string): Subject | undefined {
  const at = name.indexOf(':')
  const kind = name.slice(0, at)
  return isKind(kind) ? { kind, id: name.slice(at + 1) } : undefined
}

/** Where the back office shows it, or the shop; undefined where nothing does. */
export function linkTo({ kind, id }: Subject): string | undefined {
  switch (kind) {
    case 'order':
      return `/admin/orders/${encodeURIComponent(id)}`
    case 'payment':
      return `/admin/search?q=${encodeURIComponent(id)}`
    case 'pingback':
      return `/admin/pingbacks?event=${encodeURIComponent(id)}`
    case 'arrival':
      return `/admin/pingbacks/${encodeURIComponent(id)}`
    case 'charge':
      return `/admin/search?q=${encodeURIComponent(id)}`
    case 'customer':
      return `/admin/customers/${encodeURIComponent(id)}`
    case 'page':
      return id
    case 'setting':
      return '/admin/settings'
  }
}
