import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startTimeout, TimeoutError, withDeadline } from '@/lib/timeout'

afterEach(() => {
  vi.useRealTimers()
})

/** Immediates stay what they are: they let the process hear what has come. */
const fake = { toFake: ['setInterval' as const, 'clearInterval' as const, 'performance' as const] }
const never = new Promise<never>(() => {})

describe('a timeout', () => {
  test('ends once its time is over, and leaves no timer', async () => {
    vi.useFakeTimers(fake)
    const end = vi.fn()
    startTimeout(1000, end)
    await vi.advanceTimersByTimeAsync(999)
    expect(end).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect([end.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0])
  })

  test('starts from the beginning at each progress', async () => {
    vi.useFakeTimers(fake)
    const end = vi.fn()
    let isProgress = true
    startTimeout(1000, end, () => isProgress)
    await vi.advanceTimersByTimeAsync(5000)
    isProgress = false
    await vi.advanceTimersByTimeAsync(999)
    expect(end).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(end).toHaveBeenCalledOnce()
  })

  test('never ends once it is stopped', async () => {
    vi.useFakeTimers(fake)
    const end = vi.fn()
    startTimeout(1000, end)()
    await vi.advanceTimersByTimeAsync(5000)
    expect([end.mock.calls.length, vi.getTimerCount()]).toEqual([0, 0])
  })
})

describe('a deadline', () => {
  test('ends at the deadline, however much was waited before the task was begun', async () => {
    vi.useFakeTimers(fake)
    const arrived = performance.now()
    await vi.advanceTimersByTimeAsync(3000)
    const result = withDeadline(arrived + 4000, never).catch((error) => error)
    await vi.advanceTimersByTimeAsync(999)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(vi.getTimerCount()).toBe(0)
    expect(await result).toBeInstanceOf(TimeoutError)
  })

  test('who was begun with too late is given half a second of the process’s own time, and no more', async () => {
    vi.useFakeTimers(fake)
    const result = withDeadline(performance.now() - 1, never).catch((error) => error)
    await vi.advanceTimersByTimeAsync(499)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(vi.getTimerCount()).toBe(0)
    expect(await result).toBeInstanceOf(TimeoutError)
  })

  test('what the task comes to counts, its failure too, and no timer is left', async () => {
    vi.useFakeTimers(fake)
    expect(await withDeadline(performance.now() + 1000, Promise.resolve('done'))).toBe('done')
    const failure = new Error('down')
    await expect(withDeadline(performance.now() + 1000, Promise.reject(failure))).rejects.toBe(failure)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('an answer that has come while the process was too busy to read it is heard before the deadline is', async () => {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    const [peer] = (await once(server, 'connection')) as [Socket]
    vi.useFakeTimers(fake)
    const heard = once(client, 'data').then(([chunk]) => String(chunk))
    const result = withDeadline(performance.now() + 500, heard)
    // As in life: the deadline is noticed where timers run, before the sockets are read.
    await new Promise<void>((done) => {
      setTimeout(() => {
        peer.write('OK')
        vi.advanceTimersByTime(500)
        expect(vi.getTimerCount()).toBe(0)
        done()
      })
    })
    expect(await result).toBe('OK')
    client.destroy()
    peer.destroy()
    server.close()
  })
})
