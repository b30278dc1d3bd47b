import { expect, test } from 'vitest'
import { libraryText, readLibrary } from '@/lib/hints/library'

test('what is owned is read as it was written, each once', () => {
  expect(readLibrary(libraryText(['fox', 'club-monthly', 'fox']))).toEqual(['fox', 'club-monthly'])
  expect(libraryText([])).toBe('')
})

test('a large library is cut after the newest, between two slugs', () => {
  const slugs = Array.from({ length: 500 }, (_, index) => `model-${index}`)
  const read = readLibrary(libraryText(slugs))
  expect(read).toEqual(slugs.slice(0, read.length))
  expect(read.length).toBeGreaterThan(100)
  expect(libraryText(slugs).length).toBeLessThanOrEqual(1500)
})

test.each([undefined, '', 'a"b', '<b>', 'fox; Path=/'])(
  'what nobody of ours wrote holds nothing: %s',
  (text) => {
    expect(readLibrary(text)).toEqual([])
  },
)
