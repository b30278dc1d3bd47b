import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './settings'
import { countLeftOut, judge, playwrightResult, summary, vitestResult } from './test-results'

test('a file that does not load is a failure, and so is each failed test, by name and reason', () => {
  const passed = { status: 'passed', fullName: 'adds up', failureMessages: [] }
  const failed = { status: 'failed', fullName: 'takes away', failureMessages: ['expected 1 to be 2\n  at x'] }
  const report = {
    numPassedTests: 5,
    testResults: [
      { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [passed] },
      { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      { name: 'c.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
    ],
  }
  expect(vitestResult(report)).toEqual({
    passed: 5,
    failures: ['b.test.ts\n  no such module', 'c.test.ts › takes away\n  expected 1 to be 2\n    at x'],
  })
})

test('a browser test that passed at a second try has failed, and an error outside any test too', () => {
  const spec = (title: string, status: string, message?: string) => ({
    file: 'shop.spec.ts',
    line: 7,
    title,
    tests: [{ status, results: message ? [{ error: { message } }, {}] : [{}] }],
  })
  const report = {
    config: { rootDir: 'e2e' },
    stats: { expected: 1 },
    errors: [{ message: 'the server did not start' }],
    suites: [
      { specs: [spec('opens', 'expected'), spec('is left out', 'skipped')] },
      { suites: [{ specs: [spec('sells', 'unexpected', 'timeout'), spec('pays', 'flaky', 'slow')] }] },
    ],
  }
  expect(playwrightResult(report)).toEqual({
    passed: 1,
    failures: [
      'outside any test\n  the server did not start',
      'e2e/shop.spec.ts:7 › sells\n  timeout',
      'e2e/shop.spec.ts:7 › pays\n  slow',
    ],
  })
})

test('names files from the root of the repository, and tells why without colours', () => {
  const colour = '\u001b[31m'
  const plain = '\u001b[39m'
  const name = path.join(root, 'lib/a.test.ts')
  const message = `${colour}1${plain} is not ${colour}2${plain}\n  at ${name}:3:4`
  const failed = { status: 'failed', fullName: 'adds', failureMessages: [message] }
  const testResults = [
    { name, status: 'failed', message: '', assertionResults: [failed] },
    { name, status: 'failed', message, assertionResults: [] },
  ]
  expect(vitestResult({ numPassedTests: 0, testResults }).failures).toEqual([
    'lib/a.test.ts › adds\n  1 is not 2\n    at lib/a.test.ts:3:4',
    'lib/a.test.ts\n  1 is not 2\n    at lib/a.test.ts:3:4',
  ])
  const spec = {
    file: 'shop.spec.ts',
    line: 7,
    title: 'sells',
    tests: [{ status: 'unexpected', results: [{ error: { message } }] }],
  }
  const config = { rootDir: path.join(root, 'e2e') }
  const report = { config, stats: { expected: 0 }, errors: [{ message }], suites: [{ specs: [spec] }] }
  expect(playwrightResult(report).failures).toEqual([
    'outside any test\n  1 is not 2\n    at lib/a.test.ts:3:4',
    'e2e/shop.spec.ts:7 › sells\n  1 is not 2\n    at lib/a.test.ts:3:4',
  ])
})

test.each([
  ['no report', undefined, 1, ['no report was written']],
  ['no test at all', { passed: 0, failures: [] }, 0, ['no test ran']],
  ['an error outside any test', { passed: 4, failures: [] }, 1, ['an error outside any test (exit code 1)']],
  ['a failure', { passed: 4, failures: ['one'] }, 1, ['one']],
  ['success', { passed: 4, failures: [] }, 0, []],
])('%s is told from success', (_, reported, code, failures) => {
  expect(judge(reported, code).failures).toEqual(failures)
})

test('what is listed and was not run has been left out, a browser test that failed has not', () => {
  const listed = 'Listing tests:\n  [desktop] › shop.spec.ts:1:1 › a test\nTotal: 283 tests in 22 files\n'
  expect(countLeftOut(listed, { passed: 150, failures: ['a', 'b', 'c'] })).toBe(130)
  expect(() => countLeftOut('Error: no such file', { passed: 0, failures: ['a'] })).toThrow('no such file')
})

test('the last lines name what failed and where', () => {
  const stages = [
    { name: 'unit', result: { passed: 3, failures: ['a.test.ts › adds\n  1 is not 2'] } },
    { name: 'drill', result: { passed: 1, failures: [] } },
  ]
  expect(summary(stages)).toEqual(['✗ unit: a.test.ts › adds\n  1 is not 2', '4 passed, 1 failed'])
})
