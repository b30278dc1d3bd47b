import { afterEach, expect, test, vi } from 'vitest'
import { KeptPictures } from '@/lib/share-pictures/kept'

/** Draws when it is told to. */
function artist() {
  let drawn = 0
  let atOnce = 0
  let most = 0
  const waiting: (() => void)[] = []
  return {
    draw: async () => {
      most = Math.max(most, ++atOnce)
      await new Promise<void>((resolve) => waiting.push(resolve))
      atOnce--
      return Buffer.from(`picture ${++drawn}`.padEnd(100))
    },
    go: () => waiting.shift()?.(),
    at: () => waiting.length,
    drawn: () => drawn,
    most: () => most,
  }
}

afterEach(() => vi.useRealTimers())

const at = (bytes = 1000) => new KeptPictures(bytes)
const text = async (drawn: ReturnType<KeptPictures['get']>) => (await drawn)?.toString().trim()

test('a picture is drawn once for all who ask, and again when it shows something else', async () => {
  const pictures = at()
  const { draw, go, drawn } = artist()
  const first = [1, 2, 3].map(() => pictures.get('fox', 'Fox', draw))
  go()
  expect(await Promise.all(first.map(text))).toEqual(['picture 1', 'picture 1', 'picture 1'])
  expect(await text(pictures.get('fox', 'Fox', draw))).toBe('picture 1')
  const renamed = pictures.get('fox', 'Red fox', draw)
  go()
  expect(await text(renamed)).toBe('picture 2')
  expect(drawn()).toBe(2)
  expect(pictures.size()).toEqual({ count: 1, bytes: 100 })
})

test('one is drawn at a time, few wait, and who comes after is sent away', async () => {
  const pictures = at()
  const { draw, go, at: waiting, most } = artist()
  const asked = Array.from({ length: 12 }, (_, n) => pictures.get(`p${n}`, '', draw))
  expect(asked.filter((each) => each === undefined)).toHaveLength(4)
  for (let n = 0; n < 8; n++) {
    await expect.poll(waiting).toBe(1)
    go()
  }
  await Promise.all(asked)
  expect(most()).toBe(1)
  const again = pictures.get('p11', '', draw)
  go()
  expect(await text(again)).toBe('picture 9')
})

test('60 are begun in a minute and no more, while those that are kept are there for all', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const pictures = at(150)
  let drawn = 0
  const draw = async () => Buffer.from(`picture ${++drawn}`.padEnd(100))
  for (let n = 0; n < 200; n++) await pictures.get(`p${n}`, '', draw)
  expect(drawn).toBe(60)
  expect(await text(pictures.get('p59', '', draw))).toBe('picture 60')
  vi.advanceTimersByTime(59_999)
  expect(pictures.get('p0', '', draw)).toBeUndefined()
  vi.advanceTimersByTime(1)
  expect(await text(pictures.get('p0', '', draw))).toBe('picture 61')
})

test('no more bytes are kept than were allowed, and what was asked for last stays', async () => {
  const pictures = at(300)
  const drawing = async () => Buffer.alloc(100, 'x')
  for (const key of ['a', 'b', 'c']) await pictures.get(key, '', drawing)
  await pictures.get('a', '', drawing)
  await pictures.get('d', '', drawing)
  expect(pictures.size()).toEqual({ count: 3, bytes: 300 })
  const isKept = async (key: string) => {
    let isDrawn = false
    await pictures.get(key, '', async () => {
      isDrawn = true
      return Buffer.alloc(1)
    })
    return !isDrawn
  }
  expect(await isKept('a')).toBe(true)
  expect(await isKept('b')).toBe(false)
})

test('what fails is not kept', async () => {
  const pictures = at()
  await expect(pictures.get('fox', '', () => Promise.reject(new Error('no ink')))).rejects.toThrow('no ink')
  expect(pictures.size()).toEqual({ count: 0, bytes: 0 })
  expect(await text(pictures.get('fox', '', async () => Buffer.from('fine')))).toBe('fine')
})
