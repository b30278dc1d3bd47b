import type { Browser, BrowserType } from 'playwright-core'
import { findChromium } from '@/lib/chromium'
import { env } from '@/lib/env'

/** A Chromium that was started, or why there is none, as a sentence that says what to do. */
export type Opened = { ok: true; browser: Browser } | { ok: false; why: string }

/** Starts Chromium, with its sandbox unless this process is root's, which has none. */
export async function openBrowser(): Promise<Opened> {
  const chromium = await findPlaywright()
  if (!chromium) {
    return {
      ok: false,
      why: 'The package playwright-core is not installed. Install it (npm ci without --omit=optional), then make a new report.',
    }
  }
  const { CHROMIUM_PATH: chosen } = env()
  const executablePath = findChromium(chosen, chromium.executablePath())
  if (executablePath === undefined) {
    return {
      ok: false,
      why: chosen
        ? 'There is no browser at CHROMIUM_PATH. Correct or unset it for the worker, restart the worker, then make a new report.'
        : 'The worker’s machine has no Chromium. Install the package chromium there, or set CHROMIUM_PATH, then make a new report.',
    }
  }
  try {
    const browser = await chromium.launch({
      executablePath,
      chromiumSandbox: process.getuid?.() !== 0,
      args: ['--disable-background-networking'],
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
      timeout: 60_000,
    })
    return { ok: true, browser }
  } catch (error) {
    const [words = ''] = String(error).split('\n')
    return { ok: false, why: `Chromium did not start where the worker runs: ${words}` }
  }
}

/** It is an optional package: a production server may lack it. */
async function findPlaywright(): Promise<BrowserType | undefined> {
  try {
    return (await import('playwright-core')).chromium
  } catch {
    return undefined
  }
}
