import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { UserError } from './user-error'

const systemBrowsers: Partial<Record<NodeJS.Platform, string[]>> = {
  // The headless shell opens no window for a page, and so costs about half as much of a processor.
  linux: [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
  ].map((name) => `/usr/bin/${name}`),
  darwin: ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].map(
    (folder = '') => path.join(folder, 'Google/Chrome/Application/chrome.exe'),
  ),
}

/** The Chromium to test with: CHROMIUM_PATH, else Playwright's own, else one of the system's. */
export function findBrowser(): string | undefined {
  const { CHROMIUM_PATH: own } = process.env
  const places = own ? [own] : [chromium.executablePath(), ...(systemBrowsers[process.platform] ?? [])]
  return places.find((file) => existsSync(file))
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
