const isThorough = process.env.THOROUGH === '1'

/** How often a property is tried: with a thousand cases, or ten thousand, of which each try takes a batch. */
export function propertyRuns(batchSize = 1): number {
  return Math.ceil((isThorough ? 10_000 : 1000) / batchSize)
}

/** How many rounds of kills `npm test` drills. */
export const drillRounds = isThorough ? 3 : 1
