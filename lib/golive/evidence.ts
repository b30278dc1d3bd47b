import { createHash } from 'node:crypto'
import type { Role } from '@/lib/generated/prisma/enums'
import type { Fact, Subject } from '@/lib/golive/check'
import { ownPath } from '@/lib/http/own-path'

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
  if (at < 0) return undefined
  const kind = name.slice(0, at)
  return isKind(kind) ? { kind, id: name.slice(at + 1) } : undefined
}

/** Where the back office shows it, or the shop; undefined where nothing does that this role may open. */
export function linkTo({ kind, id }: Subject, role: Role): string | undefined {
  const name = encodeURIComponent(id)
  switch (kind) {
    case 'order':
      return `/admin/orders/${name}`
    case 'payment':
    case 'charge':
      return `/admin/search?q=${name}`
    case 'pingback':
      return `/admin/pingbacks/ledger/${name}`
    case 'arrival':
      return `/admin/pingbacks/${name}`
    case 'customer':
      return `/admin/customers/${name}`
    case 'page':
      return ownPath(id, '') || undefined
    case 'setting':
      return role === 'ADMIN' ? '/admin/settings' : undefined
  }
}
