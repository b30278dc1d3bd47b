import { afterCommit, outsideTransaction } from '@/lib/db'

type Entry = { expires: number; value: Promise<unknown> }

// Routes and actions may be bundled apart, each with its own copy of this module.
const kept = globalThis as { shopCache?: Map<string, Entry> }

function entries() {
  kept.shopCache ??= new Map()
  return kept.shopCache
}

/**
 * The value of `load`, kept in this process for `seconds` and never longer (Next's own caches hand out one answer of any
 * age before they renew it, and keep it on disk). Callers at the same time share one load; a failure is not kept.
 */
export function cached<T>(tag: string, seconds: number, load: () => Promise<T>): Promise<T> {
  const entry = entries().get(tag)
  if (entry && entry.expires > Date.now()) return entry.value as Promise<T>
  const value = outsideTransaction(load)
  const fresh = { expires: Date.now() + seconds * 1000, value }
  entries().set(tag, fresh)
  value.catch(() => {
    if (entries().get(tag) === fresh) entries().delete(tag)
  })
  return value
}

/**
 * Forgets what is kept under a tag, once the change that made it old is committed. Reaches this process only: others follow
 * when its life ends.
 */
export function forget(tag: string): void {
  afterCommit(() => entries().delete(tag))
}
