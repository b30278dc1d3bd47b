import { expect, test } from 'vitest'
import { pauseAfter } from '@/app/_components/keep-looking'

/** How many looks are made until so many seconds have passed, when each is answered at once. */
function looksWithin(seconds: number): number {
  let looks = 1
  for (let passed = pauseAfter(1); passed <= seconds * 1000; passed += pauseAfter(looks)) looks++
  return looks
}

test('what comes soon is seen soon: five looks within the first seven seconds', () => {
  expect(pauseAfter(1)).toBe(1000)
  expect(looksWithin(7)).toBe(5)
})

test('no pause is shorter than the one before, nor more than a quarter longer', () => {
  for (let looks = 1; looks < 10_000; looks++) {
    const [pause, next] = [pauseAfter(looks), pauseAfter(looks + 1)]
    expect(next).toBeGreaterThanOrEqual(pause)
    expect(next).toBeLessThanOrEqual(pause * 1.25)
  }
})

test('a page that is left open asks four times a minute, and not sixty', () => {
  expect(pauseAfter(10_000)).toBe(15_000)
  expect(looksWithin(60)).toBeLessThanOrEqual(15)
  expect(looksWithin(3600) - looksWithin(3540)).toBe(4)
})
