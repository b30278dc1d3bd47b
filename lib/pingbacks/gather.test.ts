import { describe, expect, test } from 'vitest'
import { Gather } from '@/lib/pingbacks/gather'
import { Lanes } from '@/lib/pingbacks/lanes'

const lanes = new Lanes(1, 1000)
const inTurn = <T>(start: () => Promise<T>) => lanes.run('lane', start)

describe('arrivals that are alike', () => {
  test('share the run that waits for its turn, and each gets its own result', async () => {
    const gather = new Gather<number, string>()
    const runs: number[][] = []
    const run = async (items: readonly number[]) => {
      runs.push([...items])
      return items.map((item) => `result ${item}`)
    }
    let free = () => {}
    const busy = lanes.run(
      'lane',
      () =>
        new Promise<void>((resolve) => {
          free = resolve
        }),
    )
    const joined = [1, 2, 3].map((item) => gather.join('same', item, inTurn, run))
    const other = gather.join('other', 4, inTurn, run)
    await Promise.resolve()
    free()
    expect(await Promise.all([...joined, other])).toEqual(['result 1', 'result 2', 'result 3', 'result 4'])
    expect(runs).toEqual([[1, 2, 3], [4]])
    await busy
  })

  test('who comes after the run has begun begins another', async () => {
    const gather = new Gather<number, number>()
    const runs: number[][] = []
    let late: Promise<number> | undefined
    const run = async (items: readonly number[]) => {
      runs.push([...items])
      late ??= gather.join('same', 2, inTurn, run)
      return [...items]
    }
    expect(await gather.join('same', 1, inTurn, run)).toBe(1)
    expect(await late).toBe(2)
    expect(runs).toEqual([[1], [2]])
  })

  test('share a failure, and the next to come tries anew', async () => {
    const gather = new Gather<number, number>()
    const failing = async (): Promise<number[]> => {
      throw new Error('down')
    }
    const both = [1, 2].map((item) => gather.join('same', item, inTurn, failing))
    for (const result of both) await expect(result).rejects.toThrow('down')
    expect(await gather.join('same', 3, inTurn, async (items) => [...items])).toBe(3)
  })
})
