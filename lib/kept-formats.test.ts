import { expect, test } from 'vitest'
import { keptFormats } from '@/lib/kept-formats'

test('a format is made once, and those of a hundred names are kept at most', () => {
  const made: string[] = []
  const format = keptFormats((key) => {
    made.push(key)
    return { key }
  })
  expect(format('USD')).toBe(format('USD'))
  expect(made).toEqual(['USD'])
  for (let n = 0; n < 100; n++) format(String(n))
  expect(format('USD')).toEqual({ key: 'USD' })
  expect(made.filter((key) => key === 'USD')).toHaveLength(2)
})
