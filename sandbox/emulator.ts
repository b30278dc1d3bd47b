import { Clock } from './core/clock'
import { Scheduler } from './core/scheduler'
import type { State } from './core/state'
import { Store } from './core/store'
import type { Environment, Project } from './environment'
import { PingbackSender } from './pingbacks/sender'

/** Everything that the pages and APIs of the emulator work with. */
export class Emulator {
  readonly project: Project
  readonly shopUrl: string
  readonly store: Store
  readonly scheduler: Scheduler
  readonly pingbacks: PingbackSender

  constructor(environment: Pick<Environment, 'dataDirectory' | 'project' | 'shopUrl'>) {
    this.project = environment.project
    this.shopUrl = environment.shopUrl
    this.store = new Store(environment.dataDirectory)
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
    this.scheduler.stop()
    this.pingbacks.abort()
    this.store.flush()
  }
}
