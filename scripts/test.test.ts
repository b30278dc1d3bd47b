import { expect, test } from 'vitest'
import { countLeftOut, countPlaywright, countVitest, judge } from './test'

test('a file that does not load counts as a failure, and so does a test that passed at a second try', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{}] },
    { status: 'failed', assertionResults: [] },
  ]
  expect(countVitest({ numPassedTests: 5, numFailedTests: 1, testResults })).toEqual({ passed: 5, failed: 2 })
  expect(countPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } })).toEqual({
    passed: 3,
    failed: 2,
  })
})

test.each([
  ['no report', undefined, 1, { passed: 0, failed: 1 }],
  ['no test at all', { passed: 0, failed: 0 }, 0, { passed: 0, failed: 1 }],
  ['an error outside any test', { passed: 4, failed: 0 }, 1, { passed: 4, failed: 1 }],
  ['failures', { passed: 4, failed: 2 }, 1, { passed: 4, failed: 2 }],
  ['success', { passed: 4, failed: 0 }, 0, { passed: 4, failed: 0 }],
])('%s is told from success', (_, counted, code, verdict) => {
  expect(judge(counted, code)).toEqual(verdict)
})

test('what is listed and was not run has been left out, a browser test that failed has not', () => {
  const listed = 'Listing tests:\n  [desktop] › shop.spec.ts:1:1 › a test\nTotal: 283 tests in 22 files\n'
  expect(countLeftOut(listed, { passed: 150, failed: 3 })).toBe(130)
  expect(() => countLeftOut('Error: no such file', { passed: 0, failed: 1 })).toThrow('no such file')
})
