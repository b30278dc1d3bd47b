import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stoppedClock } from './clock'
import { type Settings, settingsSchema } from './settings'
import { emptyState, type State } from './state'

const shortestDelayMs = 200
const shareOfTime = 0.1
const formatKnown = 1

const limits = {
  payments: 10_000,
  pingbacks: 10_000,
  widgetSessions: 500,
  tokens: 10_000,
  charges: 10_000,
  challenges: 500,
  bankRules: 500,
  deviceReferences: 500,
  subscriptions: 5_000,
  tickets: 5_000,
  deliveries: 5_000,
  requests: 500,
} as const

/** The settings of a file as far as this version knows them and lets them be; the others as they are by default. */
function keptSettings(stored: object = {}): Settings {
  const kept = Object.entries(stored).filter(([name, value]) => {
    const known = settingsSchema.shape[name as keyof Settings]
    return known?.safeParse(value).success
  })
  return settingsSchema.parse(Object.fromEntries(kept))
}

/** Holds the emulator's state in memory and keeps a copy in one JSON file, written whole or not at all. */
export class Store {
  state: State
  /** Counts the changes, so that somebody who looks can tell whether there was one. */
  changes = 0
  readonly #file: string
  #timer: NodeJS.Timeout | undefined
  #writingMs = 0

  constructor(
    private readonly directory: string,
    file: string,
    private readonly initial: Partial<Settings>,
    private readonly isSeeded: boolean,
  ) {
    this.#file = join(directory, file)
    this.state = this.#load()
  }

  /** To be called after every change. It is written a moment later; a large state is written less often. */
  changed(): void {
    this.changes += 1
    const delay = Math.max(shortestDelayMs, this.#writingMs / shareOfTime)
    this.#timer ??= setTimeout(() => this.flush(), delay)
    this.#timer.unref()
  }

  /** Writes now. Old records beyond the limits are dropped. */
  flush(): void {
    const started = performance.now()
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [name, limit] of Object.entries(limits) as [keyof typeof limits, number][]) {
      const records = this.state[name]
      if (records.length > limit) records.splice(0, records.length - limit)
    }
    if (this.isSeeded) return
    mkdirSync(this.directory, { recursive: true })
    const temporary = `${this.#file}.${process.pid}.tmp`
    writeFileSync(temporary, JSON.stringify(this.state))
    renameSync(temporary, this.#file)
    this.#writingMs = performance.now() - started
  }

  nextId(): number {
    this.state.lastId += 1
    return this.state.lastId
  }

  /**
   * Forgets everything but the references already given away, since a shop keeps those for ever. With a seed it forgets these
   * too: the next run is to be the same.
   */
  reset(): void {
    const { lastId, lastRefs } = this.state
    this.state = this.isSeeded ? this.#empty() : { ...this.#empty(), lastId, lastRefs }
    this.changed()
  }

  #empty(): State {
    const empty = emptyState()
    return {
      ...empty,
      ...(this.isSeeded && { clock: stoppedClock() }),
      settings: { ...empty.settings, ...this.initial },
    }
  }

  #load(): State {
    if (this.isSeeded) return this.#empty()
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return this.#empty()
      throw error
    }
    let stored: State
    try {
      stored = JSON.parse(text)
    } catch {
      throw new Error(`${this.#file} is not valid JSON; mend or delete it.`)
    }
    const empty = this.#empty()
    const lists = (Object.keys(limits) as (keyof typeof limits)[]).filter(
      (name) => stored?.[name] !== undefined,
    )
    if (stored?.format !== formatKnown || !lists.every((name) => Array.isArray(stored[name]))) {
      throw new Error(
        `${this.#file} was written by a newer version or another program; move it away or delete it.`,
      )
    }
    return {
      ...empty,
      ...stored,
      settings: { ...keptSettings(stored.settings), ...this.initial },
      payments: (stored.payments ?? []).map((payment) => ({
        ...payment,
        credits: payment.credits ?? null,
        cart: payment.cart ?? null,
      })),
      widgetSessions: (stored.widgetSessions ?? []).map((session) => ({
        ...session,
        apiType: session.apiType ?? 'digital-goods',
      })),
      requests: (stored.requests ?? []).map((request) => ({ ...request, warnings: request.warnings ?? [] })),
    }
  }
}
