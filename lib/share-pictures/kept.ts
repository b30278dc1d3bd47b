import { KeyedQueue } from '@/lib/keyed-queue'

/** How many may wait for a picture; further requests are refused. */
const mostWaiting = 8

/** Drawing takes the processor from all else that a process does: more in one minute are not begun. */
const mostPerMinute = 60

interface Kept {
  /** What the picture shows: of other content it is drawn again. */
  of: string
  drawn: Promise<Buffer>
  bytes: number
}

/**
 * Pictures that are drawn at the first request for each, kept in memory up to so many bytes, and those that nobody has asked
 * for longest go first. One is drawn at a time, and once for all who wait for it; within any minute at most 60.
 */
export class KeptPictures {
  readonly #mostBytes: number
  readonly #queue = new KeyedQueue({ width: 1 })
  readonly #kept = new Map<string, Kept>()
  #bytes = 0
  #waiting = 0
  /** When the last ones were begun, the oldest first, in milliseconds. */
  #begun: number[] = []

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** How many pictures are kept, and their bytes. */
  size() {
    return { count: this.#kept.size, bytes: this.#bytes }
  }

  /**
   * The picture of a key; undefined when too many others wait to be drawn, or were drawn within the last minute.
   *
   * @param of all that the picture shows, as a text
   */
  get(key: string, of: string, draw: () => Promise<Buffer>): Promise<Buffer> | undefined {
    const known = this.#kept.get(key)
    if (known?.of === of) {
      this.#kept.delete(key)
      this.#kept.set(key, known)
      return known.drawn
    }
    if (this.#waiting >= mostWaiting || !this.#mayBegin()) return undefined
    this.#drop(key)
    const entry: Kept = { of, drawn: this.#draw(draw), bytes: 0 }
    this.#kept.set(key, entry)
    entry.drawn.then(
      ({ length }) => this.#count(key, entry, length),
      () => this.#kept.get(key) === entry && this.#drop(key),
    )
    return entry.drawn
  }

  #mayBegin(): boolean {
    const now = performance.now()
    this.#begun = this.#begun.filter((at) => now - at < 60_000)
    if (this.#begun.length >= mostPerMinute) return false
    this.#begun.push(now)
    return true
  }

  async #draw(draw: () => Promise<Buffer>): Promise<Buffer> {
    this.#waiting++
    try {
      return await this.#queue.run('', draw)
    } finally {
      this.#waiting--
    }
  }

  #count(key: string, entry: Kept, bytes: number): void {
    if (this.#kept.get(key) !== entry) return
    entry.bytes = bytes
    this.#bytes += bytes
    for (const [oldest, { bytes: own }] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break
      // One that is being drawn has no bytes yet, and somebody waits for it.
      if (own > 0) this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0
    this.#kept.delete(key)
  }
}
