import { createHash, randomBytes } from 'node:crypto'
import { Clock } from './core/clock'
import { Scheduler } from './core/scheduler'
import type { State } from './core/state'
import { Store } from './core/store'
import type { Project, ProjectSetup } from './environment'
import { PingbackSender } from './pingbacks/sender'

export interface EmulatorOptions extends ProjectSetup {
  dataDirectory: string
  /** The file that keeps the project's state; each project has its own. */
  file?: string
  /** All projects of this program, where there are several. */
  siblings?: readonly ProjectSetup[]
  /** Makes ids and times repeatable: everything random follows from it, and the clock moves only when it is told to. */
  seed?: number | null
}

/** Everything that the pages and APIs of the emulator work with, for one project. */
export class Emulator {
  readonly name: string
  readonly siblings: readonly ProjectSetup[]
  readonly project: Project
  readonly shopUrl: string
  readonly pingbackUrl: string
  readonly store: Store
  readonly scheduler: Scheduler
  readonly pingbacks: PingbackSender
  readonly #seed: number | null
  readonly #ending = new AbortController()

  constructor(options: EmulatorOptions) {
    this.name = options.name
    this.siblings = options.siblings ?? [options]
    this.project = options.project
    this.shopUrl = options.shopUrl
    this.pingbackUrl = options.pingbackUrl
    this.#seed = options.seed ?? null
    const file = options.file ?? 'sandbox.json'
    this.store = new Store(options.dataDirectory, file, options.settings, this.#seed !== null)
    const clock = () => this.clock
    this.scheduler = new Scheduler(
      () => this.state.jobs,
      clock,
      () => this.store.nextId(),
      () => this.store.changed(),
    )
    this.pingbacks = new PingbackSender(this.store, clock, this.scheduler)
  }

  get state(): State {
    return this.store.state
  }

  get clock(): Clock {
    return new Clock(this.state.clock)
  }

  /** Aborted when the emulator stops. */
  get ending(): AbortSignal {
    return this.#ending.signal
  }

  /** So many random bytes, in hexadecimal. */
  randomHex(bytes: number): string {
    if (this.#seed === null) return randomBytes(bytes).toString('hex')
    this.state.lastRandom += 1
    const digest = createHash('sha512')
      .update(`${this.#seed} ${this.name} ${this.state.lastRandom}`)
      .digest('hex')
    return digest.slice(0, bytes * 2)
  }

  randomUuid(): string {
    return this.randomHex(16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  start(): void {
    this.scheduler.start()
  }

  /** Back to an empty project at the real time; references given away stay used. */
  reset(): void {
    this.pingbacks.abort()
    this.store.reset()
    this.scheduler.interrupt()
  }

  stop(): void {
    this.#ending.abort()
    this.scheduler.stop()
    this.pingbacks.abort()
    this.store.flush()
  }
}
