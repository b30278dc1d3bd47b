import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { inspect } from 'node:util'
import { isLoopback } from '@/lib/env'
import { drillRounds } from '@/test/support/thoroughness'
import { requireBrowser } from './browser'
import { endSignal, startChild, temporaryDirectory } from './children'
import { drill } from './drill'
import { buildShop } from './open-shop'
import { program, runProgram } from './programs'
import { ownValues } from './settings'
import { countLeftOut, judge, playwrightResult, type Result, summary, vitestResult } from './test-results'
import { UserError } from './user-error'
import { verify } from './verify'

// The tests use throw-away databases of their own; whoever has set another must not be made to wonder.
function refuseForeignDatabase() {
  const url = ownValues().DATABASE_URL
  if (!url || (URL.canParse(url) && isLoopback(url))) return
  throw new UserError(
    'DATABASE_URL names a database that is not on this machine. Tests never touch one: unset DATABASE_URL, then run them again.',
  )
}

async function readReport<Report>(
  file: string,
  read: (report: Report) => Result,
): Promise<Result | undefined> {
  try {
    return read(JSON.parse(await readFile(file, 'utf8')) as Report)
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
    return judge(await readReport(report, vitestResult), code)
  }

  async function build(): Promise<Result> {
    await buildShop({ report: console.log, log: path.join(directory, 'build.log'), signal })
    return { passed: 1, failures: [] }
  }

  async function browserTests(): Promise<Result> {
    const report = path.join(directory, 'playwright.json')
    const playwright = program('playwright', '@playwright/test')
    const [code, { output }] = await Promise.all([
      runner([playwright, 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
      runProgram([playwright, 'test', '--list'], { ...process.env, THOROUGH: '1' }),
    ])
    const result = judge(await readReport(report, playwrightResult), code)
    const leftOut = countLeftOut(output, result)
    if (leftOut > 0) notes.push(`${leftOut} browser tests were left to .ci/run (THOROUGH=1 npm test)`)
    return result
  }

  async function crashDrill(): Promise<Result> {
    const wrong = await drill(drillRounds, console.log)
    return { passed: wrong.length === 0 ? drillRounds : 0, failures: wrong }
  }

  const stages: { name: string; result: Result }[] = []
  const notes: string[] = []
  const times = [`install ${wholeSeconds(performance.now())}`]
  async function stage(name: string, run: () => Promise<Result>): Promise<Result> {
    const began = performance.now()
    const result = await run().catch((error): Result => {
      signal.throwIfAborted()
      return { passed: 0, failures: [error instanceof UserError ? error.message : inspect(error)] }
    })
    stages.push({ name, result })
    times.push(`${name} ${wholeSeconds(performance.now() - began)}`)
    return result
  }
  /** What can be done while the unit tests wait for something. Tells whether there is a build for the browser tests. */
  async function besideUnitTests(): Promise<boolean> {
    const verified = await stage('verify', () => verify(signal))
    if (verified.failures.length === 0) process.env.TYPES_CHECKED = '1'
    const built = await stage('build', build)
    if (built.failures.length > 0) return false
    await stage('drill', crashDrill)
    return true
  }

  try {
    requireBrowser()
    console.log(
      '\nTypes, lint, borders, unused code; production build; crash drill. Beside them unit and integration tests',
    )
    const [isBuilt] = await Promise.all([besideUnitTests(), stage('unit', unitTests)])
    if (isBuilt) {
      console.log('\nBrowser tests')
      await stage('browser', browserTests)
    }
  } catch (error) {
    if (!signal.aborted) throw error
    console.log('\nStopped before the end.')
    return 1
  }
  console.log(['', times.join(', '), ...notes, ...summary(stages)].join('\n'))
  return stages.every(({ result }) => result.failures.length === 0) ? 0 : 1
}

function wholeSeconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`
}
