import { spawnSync } from 'node:child_process'
import { chromium } from '@playwright/test'
import { findChromium } from '@/lib/chromium'
import { UserError } from './user-error'

/** The Chromium to test with: CHROMIUM_PATH, else Playwright's own, else one of the system's. */
export function findBrowser(): string | undefined {
  return findChromium(process.env.CHROMIUM_PATH, chromium.executablePath())
}

/** Refuses to go on without a Chromium that runs, and says how to install one. */
export function requireBrowser() {
  const browser = findBrowser()
  // A file that is there may still lack the libraries that it needs. On Windows asking for the version opens a window.
  const runs = (file: string) => spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0
  if (browser && (process.platform === 'win32' || runs(browser))) return
  throw new UserError(
    process.env.CHROMIUM_PATH
      ? `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, where no browser runs: correct or unset it.`
      : 'There is no Chromium for the browser tests: run npx playwright install --with-deps chromium (or use your system’s package manager, or set CHROMIUM_PATH=…), then run the tests again.',
  )
}
