import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { program } from './programs'
import { UserError } from './user-error'

const systemBrowsers: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => path.join(folder, 'Google/Chrome/Application/chrome.exe')),
}

/** The Chromium to test with: CHROMIUM_PATH, else Playwright's own, else one of the system's. */
export function findBrowser(): string | undefined {
  const own = process.env.CHROMIUM_PATH
  if (own) return existsSync(own) ? own : undefined
  return [chromium.executablePath(), ...(systemBrowsers[process.platform] ?? [])].find((file) =>
    existsSync(file),
  )
}

// A file that is there may still lack the libraries that it needs. On Windows asking for the version opens a window.
function runs(browser: string): boolean {
  if (process.platform === 'win32') return true
  return spawnSync(browser, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

// Where downloads are blocked rather than refused, they would be tried for many minutes.
const silence = 45_000

function attempt(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const giveUp = setTimeout(() => child.kill('SIGKILL'), silence)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', () => giveUp.refresh())
    child.on('error', () => resolve(false))
    child.on('close', (code) => {
      clearTimeout(giveUp)
      resolve(code === 0)
    })
  })
}

/** Makes sure that there is a Chromium: installs Playwright's, else the system's own where this user may. */
export async function ensureBrowser(): Promise<string> {
  const present = findBrowser()
  if (present && runs(present)) return present
  if (process.env.CHROMIUM_PATH) {
    throw new UserError(
      `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, where no browser runs: correct or unset it.`,
    )
  }
  console.log('There is no Chromium for the browser tests: installing one …')
  const isRoot = process.getuid?.() === 0
  const install = [program('playwright'), 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium']
  if (!(await attempt(process.execPath, install)) && isRoot && existsSync('/usr/bin/apt-get')) {
    process.env.DEBIAN_FRONTEND = 'noninteractive'
    await attempt('apt-get', ['update'])
    await attempt('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'])
  }
  const installed = findBrowser()
  if (installed && runs(installed)) return installed
  throw new UserError(
    'No Chromium could be installed. Install one by the means of your system (Debian, Ubuntu: sudo apt-get install chromium) or name one by CHROMIUM_PATH=…, then run npm test again.',
  )
}
