import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { KeyedQueue } from '@/lib/keyed-queue'
import { TimeoutError } from '@/lib/timeout'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A task that ends when told to, and knows whether it has begun. */
function task() {
  let begun = false
  let end = () => {}
  let fail = () => {}
  const ended = new Promise<string>((resolve, reject) => {
    end = () => resolve('done')
    fail = () => reject(new Error('failed'))
  })
  const run = () => {
    begun = true
    return ended
  }
  return { run, end, fail, begun: () => begun }
}

const settled = (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    (error) => error,
  )

describe('a keyed queue', () => {
  test('two of a key run, the third waits for one to end', async () => {
    const queue = new KeyedQueue({ width: 2, timeout: 2500 })
    const [first, second, third] = [task(), task(), task()]
    const results = [first, second, third].map(({ run }) => queue.run('key', run))
    await vi.advanceTimersByTimeAsync(0)
    expect([first.begun(), second.begun(), third.begun()]).toEqual([true, true, false])
    second.end()
    await vi.advanceTimersByTimeAsync(0)
    expect(third.begun()).toBe(true)
    first.end()
    third.end()
    expect(await Promise.all(results)).toEqual(['done', 'done', 'done'])
  })

  test('another key does not wait', async () => {
    const queue = new KeyedQueue({ width: 2, timeout: 2500 })
    for (let n = 0; n < 200; n++) queue.run('stuck', task().run).catch(() => {})
    const other = task()
    const result = queue.run('other', other.run)
    expect(other.begun()).toBe(true)
    other.end()
    expect(await result).toBe('done')
  })

  test('tasks run in the order they came', async () => {
    const queue = new KeyedQueue({ width: 1, timeout: 2500 })
    const order: number[] = []
    await Promise.all([1, 2, 3, 4].map((n) => queue.run('key', async () => void order.push(n))))
    expect(order).toEqual([1, 2, 3, 4])
  })

  test('a task that fails makes room, and its failure is its own', async () => {
    const queue = new KeyedQueue({ width: 1, timeout: 2500 })
    const [first, second] = [task(), task()]
    const results = [queue.run('key', first.run), queue.run('key', second.run)].map(settled)
    first.fail()
    await vi.advanceTimersByTimeAsync(0)
    second.end()
    expect(await Promise.all(results)).toEqual([new Error('failed'), 'done'])
  })

  test('a task that waits 2.5 s without any progress times out, and never runs', async () => {
    const queue = new KeyedQueue({ width: 2, timeout: 2500 })
    queue.run('key', task().run)
    const stuck = task()
    queue.run('key', stuck.run)
    const waiting = task()
    const result = settled(queue.run('key', waiting.run))
    await vi.advanceTimersByTimeAsync(2499)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await result).toBeInstanceOf(TimeoutError)
    stuck.end()
    await vi.advanceTimersByTimeAsync(0)
    expect(waiting.begun()).toBe(false)
  })

  test('as long as the queue moves, nothing times out', async () => {
    const queue = new KeyedQueue({ width: 1, timeout: 2500 })
    const tasks = Array.from({ length: 10 }, task)
    const results = tasks.map(({ run }) => settled(queue.run('key', run)))
    for (const { end } of tasks) {
      await vi.advanceTimersByTimeAsync(2000)
      end()
    }
    expect(await Promise.all(results)).toEqual(Array(10).fill('done'))
  })

  test('failures are no progress', async () => {
    const queue = new KeyedQueue({ width: 1, timeout: 2500 })
    const [first, second, third] = [task(), task(), task()]
    const results = [first, second, third].map(({ run }) => settled(queue.run('key', run)))
    await vi.advanceTimersByTimeAsync(2000)
    first.fail()
    await vi.advanceTimersByTimeAsync(500)
    expect(await results[2]).toBeInstanceOf(TimeoutError)
    second.end()
    expect(await results[1]).toBe('done')
  })

  test('afterwards there is room again', async () => {
    const queue = new KeyedQueue({ width: 1, timeout: 2500 })
    const [first, second] = [task(), task()]
    const results = [queue.run('key', first.run), queue.run('key', second.run)].map(settled)
    await vi.advanceTimersByTimeAsync(2500)
    first.end()
    await Promise.all(results)
    const later = task()
    const result = queue.run('key', later.run)
    expect(later.begun()).toBe(true)
    later.end()
    expect(await result).toBe('done')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('without a timeout a task waits as long as it takes', async () => {
    const queue = new KeyedQueue({ width: 1 })
    const [first, second] = [task(), task()]
    const results = [first, second].map(({ run }) => queue.run('key', run))
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect([second.begun(), vi.getTimerCount()]).toEqual([false, 0])
    first.end()
    second.end()
    expect(await Promise.all(results)).toEqual(['done', 'done'])
  })
})
