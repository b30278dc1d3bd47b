import { expect, test } from 'vitest'
import { closedWords, erasedWords } from '@/lib/customers/words'

const nothing = {
  closed: false,
  stopped: [],
  cards: 0,
  notes: 0,
  reasons: 0,
  addresses: 0,
  digits: 0,
  notices: 0,
  originals: 0,
  entries: 0,
  mails: 0,
  declarations: 0,
}

test('a preview says what will be erased, its result what was', () => {
  const effects = { ...nothing, closed: true, notes: 2 }
  expect(erasedWords(effects, false)).toBe('Erases: e-mail address, name and password, 2 notes.')
  expect(erasedWords(effects, true)).toBe('Erased: e-mail address, name and password, 2 notes.')
  expect(erasedWords(nothing, false)).toBe('No personal data is left.')
})

test('the same holds of what ends with an account', () => {
  const effects = { stopped: [], sessions: 1, cards: 2 }
  expect(closedWords(effects, false)).toBe('Ends: one session, 2 saved cards.')
  expect(closedWords(effects, true)).toBe('Ended: one session, 2 saved cards.')
})
