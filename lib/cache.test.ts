import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cached, forget } from '@/lib/cache'
import PageStore, { forgetPages, pagesKept } from '@/lib/page-store.mjs'

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

/** What the driver's pool throws for a server that can't be reached. */
const away = () =>
  Object.assign(new Error('The database is away'), { name: 'DatabaseAway', code: 'ETIMEDOUT' })

describe('while the database is away', () => {
  const read = (load: () => Promise<string>) => cached('stock', 60, load)
  const fail = async () => {
    throw away()
  }

  test('the last known value stands in, until it is back', async () => {
    expect(await read(async () => 'old')).toBe('old')
    vi.advanceTimersByTime(60_000)
    expect(await read(fail)).toBe('old')
    vi.advanceTimersByTime(5000)
    const back = async () => 'new'
    expect(await read(back)).toBe('old')
    await Promise.resolve()
    expect(await read(fail)).toBe('new')
  })

  test('nobody waits again for what has failed to answer', async () => {
    await read(async () => 'old')
    vi.advanceTimersByTime(60_000)
    await read(fail)
    vi.advanceTimersByTime(5000)
    expect(await read(() => new Promise(() => {}))).toBe('old')
  })

  test('another fault is nobody’s last known value', async () => {
    await read(async () => 'old')
    vi.advanceTimersByTime(60_000)
    await expect(read(() => Promise.reject(new Error('a mistake')))).rejects.toThrow('a mistake')
  })
})

describe('pages that were drawn with a value', () => {
  const page = {
    kind: 'APP_PAGE' as const,
    html: '<p>$6.00</p>',
    rscData: Buffer.from('$6.00'),
    status: 200,
    postponed: undefined,
    headers: undefined,
    segmentData: undefined,
  } as unknown as Parameters<PageStore['set']>[1]

  beforeEach(async () => {
    forgetPages()
    forget('stock')
    await cached('stock', 60, async () => ({ price: 600 }))
    await new PageStore().set('/fox', page)
    expect(pagesKept().count).toBe(1)
  })

  test('stay while it is loaded again and is the same', async () => {
    vi.advanceTimersByTime(60_000)
    await cached('stock', 60, async () => ({ price: 600 }))
    expect(await new PageStore().get('/fox')).toMatchObject({ value: page })
  })

  test('are gone at the next request after it has changed, those under way included', async () => {
    const underWay = new PageStore()
    await underWay.get('/heron')
    forget('stock')
    await cached('stock', 60, async () => ({ price: 700 }))
    await underWay.set('/heron', page)
    expect(pagesKept()).toEqual({ count: 0, bytes: 0 })
  })

  test('a load from before the change does not pass for one from after', async () => {
    vi.advanceTimersByTime(60_000)
    let answer = (_: { price: number }) => {}
    const slow = cached('stock', 60, () => new Promise<{ price: number }>((resolve) => (answer = resolve)))
    forget('stock')
    expect(await cached('stock', 60, async () => ({ price: 700 }))).toEqual({ price: 700 })
    answer({ price: 600 })
    await slow
    expect(await cached('stock', 60, async () => ({ price: 0 }))).toEqual({ price: 700 })
  })
})
