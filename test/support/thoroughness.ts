/** Whether there is time for everything, as in `.ci/run`. */
export const isThorough = process.env.THOROUGH === '1'

/**
 * One of several ways to try a thing, in turn, so that over many things each way is tried; with time for everything, all.
 *
 * @param place the number of the thing among those that are tried
 */
export function inTurn<Way>(ways: readonly Way[], place: number): Way[] {
  return ways.filter((_, number) => isThorough || number === place % ways.length)
}

/** How often a property is tried: with a thousand cases, or ten thousand, of which each try takes a batch. */
export function propertyRuns(batchSize = 1): number {
  return Math.ceil((isThorough ? 10_000 : 1000) / batchSize)
}

/** Of all cases each nth, or all of them when the run is thorough. */
export function someOf<T>(all: readonly T[], nth: number): T[] {
  return all.filter((_, n) => isThorough || n % nth === 0)
}

/** How many rounds of kills `npm test` drills. */
export const drillRounds = isThorough ? 3 : 1
