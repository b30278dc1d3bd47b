/** An hour in which pingbacks came: its first and its last, and about how many there were. */
export interface BusyHour {
  first: Date
  last: Date
  count: number
}

/** How long no pingback has come, against what is usual here. */
export interface Silence {
  /** When the last one came. */
  since: Date
  milliseconds: number
  /** At 99 of 100 moments the last pingback was no older than this; undefined while too few have come to tell. */
  usual: number | undefined
  isUnusual: boolean
}

/** The share of moments at which the silence is longer than usual. */
const rare = 0.01
/** With fewer pingbacks, or within a shorter time, nothing is usual yet. */
const fewest = 20
const shortest = 24 * 3_600_000

/**
 * How long a silence is usual, in milliseconds: the time since the last pingback was no longer than this at 99 of 100 moments
 * between the first and the last of them. A long gap counts for as long as it lasted, so that nights and Sundays count
 * for what they are. Within an hour the pingbacks are taken to have come at random.
 *
 * @param hours in order
 */
export function usualSilence(hours: readonly BusyHour[]): number | undefined {
  const start = hours[0]?.first.getTime() ?? 0
  const end = hours.at(-1)?.last.getTime() ?? 0
  const all = end - start
  if (all < shortest || hours.reduce((sum, { count }) => sum + count, 0) < fewest) return undefined
  const gaps = hours.slice(1).map(({ first }, at) => first.getTime() - (hours[at]?.last.getTime() ?? 0))
  const within = hours.map(({ first, last, count }) => {
    const length = last.getTime() - first.getTime()
    return { length, mean: length / Math.max(1, count - 1) }
  })
  /** For how long the silence was longer than this. */
  const longerThan = (silence: number) =>
    gaps.reduce((sum, gap) => sum + Math.max(0, gap - silence), 0) +
    within.reduce((sum, { length, mean }) => sum + (length > 0 ? length * Math.exp(-silence / mean) : 0), 0)
  let low = 0
  let high = Math.max(...gaps, 12 * 3_600_000)
  // Halved until it is known to the second.
  while (high - low > 1000) {
    const middle = (low + high) / 2
    if (longerThan(middle) > rare * all) low = middle
    else high = middle
  }
  return high
}

/** How long it has been silent now; undefined when no pingback has ever come. */
export function silenceOf(
  hours: readonly BusyHour[],
  last: Date | undefined,
  now: Date,
): Silence | undefined {
  if (last === undefined) return undefined
  const milliseconds = Math.max(0, now.getTime() - last.getTime())
  const usual = usualSilence(hours)
  return { since: last, milliseconds, usual, isUnusual: usual !== undefined && milliseconds > usual }
}
