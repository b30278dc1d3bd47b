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
  readonly #ending = new AbortController()

  constructor(options: EmulatorOptions) {
    this.name = options.name
    this.siblings = options.siblings ?? [options]
    this.project = options.project
    this.shopUrl = options.shopUrl
    this.pingbackUrl = options.pingbackUrl
    this.store = new Store(options.dataDirectory, options.file ?? 'sandbox.json', options.settings)
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
