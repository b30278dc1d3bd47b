export interface ClockState {
  realAnchor: number
  anchor: number
  scale: number
}

/** A clock that starts as the real one and can be set forward or made faster; it never runs backwards. Milliseconds. */
export class Clock {
  constructor(
    private readonly state: ClockState,
    private readonly realNow: () => number = Date.now,
  ) {}

  now(): number {
    return Math.round(this.state.anchor + (this.realNow() - this.state.realAnchor) * this.state.scale)
  }

  seconds(): number {
    return Math.floor(this.now() / 1000)
  }

  get scale(): number {
    return this.state.scale
  }

  forwardTo(moment: number): void {
    const now = this.now()
    this.state.realAnchor = this.realNow()
    this.state.anchor = Math.max(now, moment)
  }

  setScale(scale: number): void {
    this.forwardTo(this.now())
    this.state.scale = scale
  }
}

export const realClock = (): ClockState => ({ realAnchor: Date.now(), anchor: Date.now(), scale: 1 })

/** A clock that moves when it is told to, from a moment that is always the same. */
export const stoppedClock = (): ClockState => ({
  realAnchor: Date.now(),
  anchor: Date.UTC(2030, 0, 1, 12),
  scale: 0,
})
