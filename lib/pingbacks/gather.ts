/**
 * Lets callers that bring the same key share one run. Who comes while the run waits for its turn joins it; the run takes
 * along everyone who is there when its turn has come.
 */
export class Gather<Item, Result> {
  readonly #waiting = new Map<string, { items: Item[]; results: Promise<readonly Result[]> }>()

  /**
   * @param inTurn waits for the turn, then calls what it is given
   * @param run does the work for all items at once, and returns a result for each
   * @returns the result of this item
   */
  async join(
    key: string,
    item: Item,
    inTurn: <T>(start: () => Promise<T>) => Promise<T>,
    run: (items: readonly Item[]) => Promise<readonly Result[]>,
  ): Promise<Result> {
    let group = this.#waiting.get(key)
    if (!group) {
      const items: Item[] = []
      const leave = () => {
        if (this.#waiting.get(key)?.items === items) this.#waiting.delete(key)
      }
      // The turn may come at once, but never before this item is among them.
      const results = Promise.resolve()
        .then(() =>
          inTurn(() => {
            leave()
            return run(items)
          }),
        )
        .finally(leave)
      group = { items, results }
      this.#waiting.set(key, group)
    }
    const place = group.items.push(item) - 1
    const result = (await group.results)[place]
    if (result === undefined) throw new Error('A run returned too few results.')
    return result
  }
}
