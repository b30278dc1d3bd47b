// Plain JavaScript, since it is also loaded ahead of Next, before anything could compile it.

/** Names are few and chosen by the shop; should one ever depend on a stranger, memory stays bounded. */
const mostKept = 1000

// Several copies of this module run in a process: Next bundles its own, and the log's lines are made ahead of Next.
/** @type {{ dailyCounts?: Map<string, number> }} */
const kept = globalThis
kept.dailyCounts ??= new Map()
const counts = kept.dailyCounts

/**
 * Counts something under a name and today's date (UTC), in memory.
 *
 * @param {string} name
 * @param {number} [by]
 */
export function countToday(name, by = 1) {
  addCount(`${new Date().toISOString().slice(0, 10)} ${name}`, by)
}

/**
 * @param {string} key a day and a name
 * @param {number} by
 */
function addCount(key, by) {
  const count = counts.get(key)
  if (count !== undefined || counts.size < mostKept) counts.set(key, (count ?? 0) + by)
}

/**
 * Takes what has been counted since it was taken last.
 *
 * @returns {{ day: string, name: string, count: number }[]}
 */
export function takeCounts() {
  const taken = Array.from(counts, ([key, count]) => ({ day: key.slice(0, 10), name: key.slice(11), count }))
  counts.clear()
  return taken
}

/**
 * Counts again what could not be written.
 *
 * @param {{ day: string, name: string, count: number }[]} taken
 */
export function putBack(taken) {
  for (const { day, name, count } of taken) addCount(`${day} ${name}`, count)
}
