import { describe, expect, test } from 'vitest'
import { KeyedQueue } from '@/lib/keyed-queue'
import { Coalescer } from '@/lib/pingbacks/coalescer'
import { TimeoutError } from '@/lib/timeout'

const queue = new KeyedQueue({ width: 1, timeout: 1000 })
const schedule = <T>(start: () => Promise<T>) => queue.run('key', start)

describe('identical arrivals', () => {
  test('share the run that waits for its turn, and each gets its own result', async () => {
    const coalescer = new Coalescer<number, string>()
    const runs: number[][] = []
    const run = async (items: readonly number[]) => {
      runs.push([...items])
      return items.map((item) => `result ${item}`)
    }
    let free = () => {}
    const busy = queue.run(
      'key',
      () =>
        new Promise<void>((resolve) => {
          free = resolve
        }),
    )
    const joined = [1, 2, 3].map((item) => coalescer.join('same', item, schedule, run))
    const other = coalescer.join('other', 4, schedule, run)
    await Promise.resolve()
    free()
    expect(await Promise.all([...joined, other])).toEqual(['result 1', 'result 2', 'result 3', 'result 4'])
    expect(runs).toEqual([[1, 2, 3], [4]])
    await busy
  })

  test('an arrival after the run has started starts another', async () => {
    const coalescer = new Coalescer<number, number>()
    const runs: number[][] = []
    let late: Promise<number> | undefined
    const run = async (items: readonly number[]) => {
      runs.push([...items])
      late ??= coalescer.join('same', 2, schedule, run)
      return [...items]
    }
    expect(await coalescer.join('same', 1, schedule, run)).toBe(1)
    expect(await late).toBe(2)
    expect(runs).toEqual([[1], [2]])
  })

  test('share a failure, and the next arrival runs again', async () => {
    const coalescer = new Coalescer<number, number>()
    const failing = async (): Promise<number[]> => {
      throw new Error('down')
    }
    const both = [1, 2].map((item) => coalescer.join('same', item, schedule, failing))
    for (const result of both) await expect(result).rejects.toThrow('down')
    expect(await coalescer.join('same', 3, schedule, async (items) => [...items])).toBe(3)
  })

  test('are refused together when the turn is refused: nothing runs, and the next arrival runs again', async () => {
    const coalescer = new Coalescer<number, number>()
    const runs: number[][] = []
    const run = async (items: readonly number[]) => {
      runs.push([...items])
      return [...items]
    }
    let turns = 0
    const refused = async (): Promise<never> => {
      turns++
      throw new TimeoutError()
    }
    const all = [1, 2, 3].map((item) => coalescer.join('same', item, refused, run))
    for (const result of all) await expect(result).rejects.toThrow(TimeoutError)
    expect([turns, runs]).toEqual([1, []])
    expect(await coalescer.join('same', 4, schedule, run)).toBe(4)
    expect(runs).toEqual([[4]])
  })

  test('an arrival right after a refused turn is not refused with the earlier ones', async () => {
    const coalescer = new Coalescer<number, number>()
    const run = async (items: readonly number[]) => [...items]
    const refuse = (): Promise<never> => {
      throw new TimeoutError()
    }
    await expect(coalescer.join('same', 1, refuse, run)).rejects.toThrow(TimeoutError)
    await expect(coalescer.join('same', 2, refuse, run)).rejects.toThrow(TimeoutError)
    expect(await coalescer.join('same', 3, schedule, run)).toBe(3)
  })

  test('go with the run that they joined, not with the one that was begun after it', async () => {
    const coalescer = new Coalescer<number, string>()
    let begin = () => {}
    const gate = new Promise<void>((resolve) => {
      begin = resolve
    })
    const slow = async (items: readonly number[]) => {
      await gate
      return items.map((item) => `slow ${item}`)
    }
    let second: Promise<string> | undefined
    const started = new Promise<void>((resolve) => {
      second = coalescer.join(
        'same',
        1,
        (start) => {
          const running = start()
          resolve()
          return running
        },
        slow,
      )
    })
    await started
    let open = () => {}
    const waits = new Promise<void>((resolve) => {
      open = resolve
    })
    const joined = [2, 3].map((item) =>
      coalescer.join(
        'same',
        item,
        (start) => waits.then(start),
        async (items) => items.map((each) => `quick ${each}`),
      ),
    )
    // The first run ends while the second waits for its turn: it must not send those away.
    begin()
    expect(await second).toBe('slow 1')
    const late = coalescer.join('same', 4, schedule, slow)
    open()
    expect(await Promise.all([...joined, late])).toEqual(['quick 2', 'quick 3', 'quick 4'])
  })

  test('of more than the limit, the rest shares the next run', async () => {
    const coalescer = new Coalescer<number, number>(() => 2)
    const runs: number[][] = []
    const run = async (items: readonly number[]) => {
      runs.push([...items])
      return [...items]
    }
    const all = [1, 2, 3, 4, 5].map((item) => coalescer.join('same', item, schedule, run))
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5])
    expect(runs).toEqual([[1, 2], [3, 4], [5]])
  })

  test('a missing result is an error', async () => {
    const coalescer = new Coalescer<number, number>()
    const both = [1, 2].map((item) => coalescer.join('same', item, schedule, async () => [7]))
    expect(await both[0]).toBe(7)
    await expect(both[1]).rejects.toThrow('too few results')
  })
})
