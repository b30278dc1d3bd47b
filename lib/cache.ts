import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { isDatabaseAway } from '@/lib/database-pool'
import { afterCommit, outsideTransaction } from '@/lib/db'
import { log } from '@/lib/log'
import { forgetPages } from '@/lib/page-store.mjs'

interface Entry {
  expires: number
  value: Promise<unknown>
  /** What the last load that succeeded brought. */
  known: { value: unknown } | undefined
  isAway: boolean
  /** Counts the loads: of two at once only the later one is kept. */
  round: number
}

// Routes and actions may be bundled apart, each with its own copy of this module.
const kept = globalThis as { shopCache?: Map<string, Entry>; shopClock?: Clock }

/** Seconds until a database that was away is asked again. */
const awaySeconds = 5

/** What moves when another process has changed something, and what is known of it. */
interface Clock {
  read: () => Promise<bigint>
  version: bigint | undefined
  nextReading: number
  isRead: boolean
  /** Until the reading is there, or has taken too long. */
  waiting: Promise<unknown> | undefined
}

/** How often the clock is read at most, and how long a request waits for that, in milliseconds. */
const clockEvery = 1000
const clockPatience = 250

function entryOf(tag: string): Entry {
  kept.shopCache ??= new Map()
  const entry = kept.shopCache.get(tag) ?? {
    expires: 0,
    value: Promise.resolve(),
    known: undefined,
    isAway: false,
    round: 0,
  }
  kept.shopCache.set(tag, entry)
  return entry
}

/**
 * The value of `load`, kept in this process for `seconds` and never longer, except while the database is away: then the last
 * known value stands in, and nobody waits for more than the first failure. Callers at the same time share one load; a failure
 * is not kept. A value that differs from the one before makes the pages drawn with it be drawn again (lib/page-store.mjs).
 */
export function cached<T>(tag: string, seconds: number, load: () => Promise<T>): Promise<T> {
  const waiting = changesElsewhere()
  return waiting ? waiting.then(() => current(tag, seconds, load)) : current(tag, seconds, load)
}

function current<T>(tag: string, seconds: number, load: () => Promise<T>): Promise<T> {
  const entry = entryOf(tag)
  if (entry.expires <= Date.now()) {
    entry.expires = Date.now() + seconds * 1000
    const renewed = renew(entry, load)
    if (entry.isAway && entry.known) renewed.catch(() => {})
    else entry.value = renewed
  }
  return entry.value as Promise<T>
}

async function renew(entry: Entry, load: () => Promise<unknown>): Promise<unknown> {
  const round = ++entry.round
  const isLast = () => entry.round === round
  try {
    const value = await outsideTransaction(load)
    if (isLast()) {
      if (entry.known && !isDeepStrictEqual(entry.known.value, value)) forgetPages()
      entry.known = { value }
      entry.value = Promise.resolve(value)
      entry.isAway = false
    }
    return value
  } catch (error) {
    const standIn = isDatabaseAway(error) ? entry.known : undefined
    if (isLast()) {
      entry.isAway = standIn !== undefined
      entry.expires = standIn ? Date.now() + awaySeconds * 1000 : 0
      if (standIn) entry.value = Promise.resolve(standIn.value)
    }
    if (!standIn) throw error
    return standIn.value
  }
}

/**
 * Has what is kept under a tag loaded again at its next use, once the change that made it old is committed. Reaches this
 * process only: others follow by the clock (lib/cache-clock.ts), or when its life ends.
 */
export function forget(tag: string): void {
  afterCommit(() => {
    const entry = kept.shopCache?.get(tag)
    if (entry) outdate(entry)
  })
}

function outdate(entry: Entry): void {
  entry.expires = 0
  entry.isAway = false
  // A load that began before the change must not count as loaded after it.
  entry.round++
}

/**
 * Makes everything cached reload whenever the clock has moved. It is read before a use of what is kept, once a
 * second at most, and not while nobody asks.
 */
export function followClock(read: () => Promise<bigint>): void {
  kept.shopClock = { read, version: undefined, nextReading: 0, isRead: false, waiting: undefined }
}

function changesElsewhere(): Promise<unknown> | undefined {
  const clock = kept.shopClock
  if (!clock || clock.isRead || clock.nextReading > Date.now()) return clock?.waiting
  clock.nextReading = Date.now() + clockEvery
  clock.isRead = true
  const read = readClock(clock).finally(() => {
    clock.isRead = false
  })
  clock.waiting = Promise.race([read, pause(clockPatience, undefined, { ref: false })]).finally(() => {
    clock.waiting = undefined
  })
  return clock.waiting
}

async function readClock(clock: Clock): Promise<void> {
  try {
    const version = await outsideTransaction(clock.read)
    if (version !== clock.version) for (const entry of kept.shopCache?.values() ?? []) outdate(entry)
    clock.version = version
  } catch (error) {
    clock.nextReading = Date.now() + awaySeconds * 1000
    if (!isDatabaseAway(error)) log.error({ error: String(error) }, 'changes by other processes are not seen')
  }
}
