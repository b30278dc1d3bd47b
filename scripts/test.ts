import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isLoopback } from '@/lib/env'
import { drillRounds } from '@/test/support/thoroughness'
import { requireBrowser } from './browser'
import { endSignal, startChild, temporaryDirectory } from './children'
import { drill } from './drill'
import { buildShop } from './open-shop'
import { program, runProgram } from './programs'
import { ownValues } from './settings'
import { UserError } from './user-error'
import { verify } from './verify'

interface Result {
  passed: number
  failed: number
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

// The tests use throw-away databases of their own; whoever has set another must not be made to wonder.
function refuseForeignDatabase() {
  const url = ownValues().DATABASE_URL
  if (!url || (URL.canParse(url) && isLoopback(url))) return
  throw new UserError(
    'DATABASE_URL names a database that is not on this machine. Tests never touch one: unset DATABASE_URL, then run them again.',
  )
}

/** The numbers of a Vitest run; a file that could not be loaded counts as one failure. */
export function countVitest({ numPassedTests, numFailedTests, testResults }: VitestReport): Result {
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return { passed: numPassedTests, failed: numFailedTests + unloaded.length }
}

/** The numbers of a Playwright run; a test that passes at a second try has failed. */
export function countPlaywright({ stats }: PlaywrightReport): Result {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
}

/** How many of the browser tests that Playwright lists with THOROUGH=1 a run has left out. */
export function countLeftOut(listed: string, { passed, failed }: Result): number {
  const [, total] = /^Total: (\d+) tests? in/m.exec(listed) ?? []
  if (total === undefined) throw new Error(`Playwright listed no tests: ${listed}`)
  return Number(total) - passed - failed
}

/** What a runner's numbers and exit code come to: an error outside any test, and no test at all, are failures too. */
export function judge(counted: Result | undefined, code: number | undefined): Result {
  if (counted === undefined) return { passed: 0, failed: 1 }
  const silent = counted.failed === 0 && (code !== 0 || counted.passed === 0)
  return silent ? { ...counted, failed: 1 } : counted
}

async function readReport<Report>(
  file: string,
  count: (report: Report) => Result,
): Promise<Result | undefined> {
  try {
    return count(JSON.parse(await readFile(file, 'utf8')) as Report)
  } catch {
    return undefined
  }
}

/** Everything, from types to browsers; ends with one line of numbers. */
export async function main(): Promise<number> {
  refuseForeignDatabase()
  const directory = await temporaryDirectory('report')
  const signal = endSignal()

  async function runner(args: string[], env: Record<string, string> = {}) {
    const { NODE_ENV: _, ...inherited } = process.env
    const child = startChild({
      args,
      env: { ...inherited, ...env } as NodeJS.ProcessEnv,
      stopTimeout: 30_000,
      signal,
    })
    await child.ended
    signal.throwIfAborted()
    return child.code
  }

  async function unitTests(): Promise<Result> {
    const report = path.join(directory, 'vitest.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await runner([program('vitest'), 'run', ...reporters])
    return judge(await readReport(report, countVitest), code)
  }

  async function build(): Promise<Result> {
    await buildShop({ report: console.log, log: path.join(directory, 'build.log'), signal })
    return { passed: 1, failed: 0 }
  }

  async function browserTests(): Promise<Result> {
    const report = path.join(directory, 'playwright.json')
    const playwright = program('playwright', '@playwright/test')
    const code = await runner([playwright, 'test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    })
    const result = judge(await readReport(report, countPlaywright), code)
    const { output } = await runProgram([playwright, 'test', '--list'], { ...process.env, THOROUGH: '1' })
    const leftOut = countLeftOut(output, result)
    if (leftOut > 0) notes.push(`${leftOut} browser tests were left to .ci/run (THOROUGH=1 npm test)`)
    return result
  }

  async function crashDrill(): Promise<Result> {
    const wrong = await drill(drillRounds, console.log)
    for (const sentence of wrong) console.error(sentence)
    return wrong.length === 0 ? { passed: drillRounds, failed: 0 } : { passed: 0, failed: wrong.length }
  }

  const results: Result[] = []
  const notes: string[] = []
  const times = [`install ${wholeSeconds(performance.now())}`]
  async function stage(name: string, run: () => Promise<Result>): Promise<Result> {
    const began = performance.now()
    const result = await run().catch((error): Result => {
      signal.throwIfAborted()
      console.error(error instanceof UserError ? error.message : error)
      return { passed: 0, failed: 1 }
    })
    results.push(result)
    times.push(`${name} ${wholeSeconds(performance.now() - began)}`)
    return result
  }
  try {
    requireBrowser()
    console.log('\nTypes, lint, borders, unused code, beside unit and integration tests')
    const [verified] = await Promise.all([stage('verify', () => verify(signal)), stage('unit', unitTests)])
    console.log('\nProduction build')
    if (verified.failed === 0) process.env.TYPES_CHECKED = '1'
    const built = await stage('build', build)
    if (built.failed === 0) {
      console.log('\nBrowser tests')
      await stage('browser', browserTests)
      console.log('\nCrash drill')
      await stage('drill', crashDrill)
    }
  } catch (error) {
    if (!signal.aborted) throw error
    console.log('\nStopped before the end.')
    return 1
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  console.log(['', times.join(', '), ...notes, `${passed} passed, ${failed} failed`].join('\n'))
  return failed === 0 ? 0 : 1
}

function wholeSeconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`
}
