import { describe, expect, test } from 'vitest'
import type { AssessedPoint } from '@/lib/golive/assessment'
import { compareAssessments } from '@/lib/golive/compare'

const point = (more: Partial<AssessedPoint> = {}): AssessedPoint => ({
  id: 'B8',
  section: 'B',
  title: 'Repetitions',
  asked: '',
  sources: [],
  criterion: '',
  rationale: '',
  limits: '',
  fix: '',
  freshDays: 90,
  rule: 1,
  state: 'proven',
  sentence: 'All were answered.',
  facts: [],
  flags: [],
  ...more,
})

const at = '2026-11-26T00:00:00.000Z'
const flag = { reason: 'Which order?', at }
const statement = { text: 'It is staffed.', name: 'Ada', saidAt: at, until: at }

describe('what changed since the last report', () => {
  test.each<[string, Partial<AssessedPoint>, Partial<AssessedPoint>, string[], boolean]>([
    ['nothing', {}, {}, [], false],
    [
      'new evidence of the same kind is no change',
      {},
      { facts: [{ kind: 'proof', what: 'x', seen: 'y', at }], freshUntil: at, sentence: 'More of them.' },
      [],
      false,
    ],
    [
      'a point that fell',
      {},
      { state: 'failed', sentence: 'One delivered twice.' },
      ['From “Proven” to “Failed”: One delivered twice.'],
      true,
    ],
    [
      'one that lapsed',
      {},
      { state: 'not_yet', sentence: 'None.' },
      ['From “Proven” to “Not yet”: None.'],
      true,
    ],
    ['one that rose', { state: 'failed' }, {}, ['From “Failed” to “Proven”: All were answered.'], false],
    [
      'another reason',
      { state: 'failed', sentence: 'a' },
      { state: 'failed', sentence: 'b' },
      ['New reason: b'],
      false,
    ],
    [
      'another error',
      { state: 'unchecked', error: 'a' },
      { state: 'unchecked', error: 'b' },
      ['New error: b'],
      false,
    ],
    ['another rule', {}, { rule: 2 }, ['Rule version 1 → 2.'], false],
    ['a statement', {}, { statement }, ['Attested by Ada: It is staffed.'], false],
    ['the same statement', { statement }, { statement }, [], false],
    ['a flag', {}, { flags: [flag] }, ['Flagged: Which order?'], false],
    [
      'an answer',
      { flags: [flag] },
      { flags: [{ ...flag, answer: 'This one.' }] },
      ['Answered: This one.'],
      false,
    ],
    ['a flag that was closed', { flags: [flag] }, {}, ['No longer flagged: Which order?'], false],
  ])('%s', (_, before, after, changes, isWorse) => {
    const told = compareAssessments([point(before)], [point(after)])
    expect(told).toEqual(changes.length === 0 ? [] : [{ id: 'B8', title: 'Repetitions', isWorse, changes }])
  })

  test('points that came and went', () => {
    expect(compareAssessments([point({ id: 'B1' })], [point({ id: 'B2' })])).toEqual([
      {
        id: 'B2',
        title: 'Repetitions',
        isWorse: false,
        changes: ['New point. State: “Proven”.'],
      },
      { id: 'B1', title: 'Repetitions', isWorse: false, changes: ['This point no longer exists.'] },
    ])
  })
})
