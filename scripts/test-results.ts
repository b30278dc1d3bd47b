import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './settings'

/** What a stage of `npm test` comes to; a failure is its name, and on further lines what went wrong. */
export interface Result {
  passed: number
  failures: string[]
}

export interface VitestReport {
  numPassedTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[]
  }[]
}

interface Suite {
  suites?: Suite[]
  specs?: {
    file: string
    line: number
    title: string
    tests: { status: string; results: { error?: { message?: string } }[] }[]
  }[]
}

export interface PlaywrightReport extends Suite {
  config: { rootDir: string }
  stats: { expected: number }
  errors: { message?: string }[]
}

const shownLines = 12

/** Runners name files by their whole path, and colour what they say, though nobody may see it as colours here. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replaceAll(`${root}${path.sep}`, '')
}

function failure(name: string, message = ''): string {
  const lines = plain(message)
    .trim()
    .split('\n')
    .slice(0, shownLines)
    .map((line) => `  ${line}`.trimEnd())
  return [plain(name), ...lines].join('\n').trimEnd()
}

/** A Vitest run; a file that could not be loaded is one failure. */
export function vitestResult({ numPassedTests, testResults }: VitestReport): Result {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && failed.length === 0) return [failure(name, message)]
    return failed.map((test) => failure(`${name} › ${test.fullName}`, test.failureMessages?.[0]))
  })
  return { passed: numPassedTests, failures }
}

/** A Playwright run; a test that passes at a second try has failed. */
export function playwrightResult(report: PlaywrightReport): Result {
  const failuresOf = ({ suites = [], specs = [] }: Suite): string[] => [
    ...specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) =>
          failure(
            `${path.join(report.config.rootDir, file)}:${line} › ${title}`,
            results.map(({ error }) => error?.message).find((message) => message !== undefined),
          ),
        ),
    ),
    ...suites.flatMap(failuresOf),
  ]
  const outside = report.errors.map(({ message }) => failure('outside any test', message))
  return { passed: report.stats.expected, failures: [...outside, ...failuresOf(report)] }
}

/** How many of the browser tests that Playwright lists with THOROUGH=1 a run has left out. */
export function countLeftOut(listed: string, { passed, failures }: Result): number {
  const [, total] = /^Total: (\d+) tests? in/m.exec(listed) ?? []
  if (total === undefined) throw new Error(`Playwright listed no tests: ${listed}`)
  return Number(total) - passed - failures.length
}

/** What a runner's report and exit code come to: an error outside any test, and no test at all, are failures too. */
export function judge(reported: Result | undefined, code: number | undefined): Result {
  if (reported === undefined) return { passed: 0, failures: ['no report was written'] }
  if (reported.failures.length > 0) return reported
  if (reported.passed === 0) return { passed: 0, failures: ['no test ran'] }
  return code === 0 ? reported : { ...reported, failures: [`an error outside any test (exit code ${code})`] }
}

/** The end of the output, where whoever sees only the last lines finds what failed. */
export function summary(stages: { name: string; result: Result }[]): string[] {
  const failures = stages.flatMap(({ name, result }) => result.failures.map((text) => `✗ ${name}: ${text}`))
  const passed = stages.reduce((sum, { result }) => sum + result.passed, 0)
  return [...failures, `${passed} passed, ${failures.length} failed`]
}
