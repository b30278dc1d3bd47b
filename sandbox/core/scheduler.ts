import type { Clock } from './clock'

export type JobKind = 'pingback' | 'review' | 'hold' | 'subscription' | 'ticket'

export interface Job {
  id: number
  at: number
  kind: JobKind
  subject: string
}

type Handler = (subject: string) => Promise<void>

const longestTimeout = 2 ** 31 - 1
const retriesPerJump = 10

/** Runs stored jobs when the emulated clock reaches them. A job leaves the store only when it has run to its end. */
export class Scheduler {
  readonly #handlers = new Map<JobKind, Handler>()
  readonly #running = new Map<number, Promise<void>>()
  #timer: NodeJS.Timeout | undefined
  #isStarted = false
  #isStopped = false
  #isJumping = false
  #generation = 0
  #jump: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly jobs: () => Job[],
    private readonly clock: () => Clock,
    private readonly nextId: () => number,
    private readonly changed: () => void,
  ) {}

  /** Forgets a jump under way, whose jobs were taken away. */
  interrupt(): void {
    this.#generation += 1
    this.arm()
  }

  handle(kind: JobKind, handler: Handler): void {
    this.#handlers.set(kind, handler)
  }

  start(): void {
    this.#isStarted = true
    this.arm()
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  schedule(kind: JobKind, subject: string, at: number): void {
    this.jobs().push({ id: this.nextId(), at, kind, subject })
    this.changed()
    this.arm()
  }

  cancel(kind: JobKind, subject: string): void {
    const jobs = this.jobs()
    for (let index = jobs.length - 1; index >= 0; index--) {
      if (jobs[index]?.kind === kind && jobs[index]?.subject === subject) jobs.splice(index, 1)
    }
    this.changed()
  }

  /** Runs a stored job at once, whenever it is due. */
  async runNow(kind: JobKind, subject: string): Promise<void> {
    const job = this.jobs().find((candidate) => candidate.kind === kind && candidate.subject === subject)
    if (job) await this.#run(job)
  }

  dueAt(kind: JobKind, subject: string): number | null {
    return this.jobs().find((job) => job.kind === kind && job.subject === subject)?.at ?? null
  }

  /** When the next job comes up, of one kind or of any. */
  nextAt(kind?: JobKind): number | null {
    return this.#next((job) => kind === undefined || job.kind === kind)?.at ?? null
  }

  /** Sets the timer for the earliest job; to be called after the clock was changed. */
  arm(): void {
    clearTimeout(this.#timer)
    const mayRun = this.#isStarted && !this.#isStopped && !this.#isJumping
    const next = mayRun ? this.#next() : undefined
    if (!next) return
    const ahead = next.at - this.clock().now()
    const wait = ahead <= 0 ? 0 : Math.ceil(ahead / this.clock().scale)
    this.#timer = setTimeout(() => this.#tick(), Math.min(Math.max(wait, 0), longestTimeout))
    this.#timer.unref()
  }

  /**
   * Moves the clock forward and runs, one after the other and each at its own time, every job due until then.
   * A job subject that comes up again and again (a listener that keeps failing) runs at most ten times in one jump.
   */
  advanceTo(target: number): Promise<void> {
    const jump = this.#jump.then(async () => {
      const runs = new Map<string, number>()
      const key = (job: Job) => `${job.kind} ${job.subject}`
      const generation = this.#generation
      const goesOn = () => !this.#isStopped && generation === this.#generation
      this.#isJumping = true
      try {
        await this.idle()
        while (goesOn()) {
          const job = this.#next((candidate) => (runs.get(key(candidate)) ?? 0) < this.#limit(candidate))
          if (!job || job.at > Math.max(target, this.clock().now())) break
          runs.set(key(job), (runs.get(key(job)) ?? 0) + 1)
          this.clock().forwardTo(job.at)
          await this.#run(job)
        }
        if (goesOn()) this.clock().forwardTo(target)
      } finally {
        this.#isJumping = false
        this.changed()
        this.arm()
      }
    })
    this.#jump = jump.catch(() => undefined)
    return jump
  }

  /** Resolves when no job is running. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  #limit(job: Job): number {
    return job.kind === 'pingback' ? retriesPerJump : Number.POSITIVE_INFINITY
  }

  #next(isEligible: (job: Job) => boolean = () => true): Job | undefined {
    let earliest: Job | undefined
    for (const job of this.jobs()) {
      if (this.#running.has(job.id) || !isEligible(job)) continue
      if (!earliest || job.at < earliest.at || (job.at === earliest.at && job.id < earliest.id))
        earliest = job
    }
    return earliest
  }

  #tick(): void {
    const now = this.clock().now()
    for (const job of this.jobs().filter((candidate) => candidate.at <= now)) void this.#run(job)
    this.arm()
  }

  #run(job: Job): Promise<void> {
    const alreadyRunning = this.#running.get(job.id)
    if (alreadyRunning) return alreadyRunning
    const run = (async () => {
      try {
        await this.#handlers.get(job.kind)?.(job.subject)
      } catch (error) {
        console.error(`Sandbox: the job "${job.kind} ${job.subject}" failed.`, error)
      }
      this.#running.delete(job.id)
      if (this.#isStopped) return
      const jobs = this.jobs()
      const index = jobs.indexOf(job)
      if (index >= 0) jobs.splice(index, 1)
      this.changed()
      this.arm()
    })()
    this.#running.set(job.id, run)
    return run
  }
}
