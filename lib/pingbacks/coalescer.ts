/**
 * Lets callers with the same key share one run. While the run waits for its turn, callers join it; when its turn comes, it
 * does the work of all of them.
 */
export class Coalescer<Item, Result> {
  readonly #limit: () => number
  readonly #waiting = new Map<string, { items: Item[]; results: Promise<readonly Result[]> }>()

  /** @param limit how many items at most share a run, asked as each joins */
  constructor(limit = () => Number.POSITIVE_INFINITY) {
    this.#limit = limit
  }

  /**
   * @param schedule waits for the turn, then calls what it is given
   * @param run does the work for all items at once, and returns a result for each
   * @returns the result of this item
   */
  async join(
    key: string,
    item: Item,
    schedule: <T>(start: () => Promise<T>) => Promise<T>,
    run: (items: readonly Item[]) => Promise<readonly Result[]>,
  ): Promise<Result> {
    let batch = this.#waiting.get(key)
    if (!batch || batch.items.length >= this.#limit()) {
      const items: Item[] = []
      const close = () => {
        if (this.#waiting.get(key)?.items === items) this.#waiting.delete(key)
      }
      // The turn may come at once, but never before this item is among them.
      const results = Promise.resolve()
        .then(() =>
          schedule(() => {
            close()
            return run(items)
          }),
        )
        .finally(close)
      batch = { items, results }
      this.#waiting.set(key, batch)
    }
    const place = batch.items.push(item) - 1
    const result = (await batch.results)[place]
    if (result === undefined) throw new Error('A run returned too few results.')
    return result
  }
}
