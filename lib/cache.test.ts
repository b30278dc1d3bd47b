import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cached, forget } from '@/lib/cache'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  forget('stock')
})

describe('cached', () => {
  test('keeps a value for its life, and not a moment longer', async () => {
    let loads = 0
    const read = () => cached('stock', 60, async () => ++loads)
    expect(await read()).toBe(1)
    vi.advanceTimersByTime(59_999)
    expect(await read()).toBe(1)
    vi.advanceTimersByTime(1)
    expect(await read()).toBe(2)
  })

  test('loads once for callers at the same time', async () => {
    let loads = 0
    const read = () => cached('stock', 60, async () => ++loads)
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
  })

  test('forgets on demand', async () => {
    let loads = 0
    const read = () => cached('stock', 60, async () => ++loads)
    await read()
    forget('stock')
    expect(await read()).toBe(2)
  })

  test('does not keep a failure', async () => {
    const failing = cached('stock', 60, async () => {
      throw new Error('the database is away')
    })
    await expect(failing).rejects.toThrow('the database is away')
    expect(await cached('stock', 60, async () => 'back')).toBe('back')
  })
})
