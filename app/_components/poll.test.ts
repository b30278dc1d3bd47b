import { expect, test } from 'vitest'
import { pollDelay } from '@/app/_components/poll'

/** How many polls are made within so many seconds, when each is answered immediately. */
function pollsWithin(seconds: number): number {
  let polls = 1
  for (let passed = pollDelay(1); passed <= seconds * 1000; passed += pollDelay(polls)) polls++
  return polls
}

test('an early change is noticed early: five polls within the first seven seconds', () => {
  expect(pollDelay(1)).toBe(1000)
  expect(pollsWithin(7)).toBe(5)
})

test('no delay is shorter than the one before, nor more than a quarter longer', () => {
  for (let polls = 1; polls < 10_000; polls++) {
    const [delay, next] = [pollDelay(polls), pollDelay(polls + 1)]
    expect(next).toBeGreaterThanOrEqual(delay)
    expect(next).toBeLessThanOrEqual(delay * 1.25)
  }
})

test('a page that is left open polls four times a minute, and not sixty', () => {
  expect(pollDelay(10_000)).toBe(15_000)
  expect(pollsWithin(60)).toBeLessThanOrEqual(15)
  expect(pollsWithin(3600) - pollsWithin(3540)).toBe(4)
})
