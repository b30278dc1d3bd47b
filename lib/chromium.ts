import { existsSync } from 'node:fs'
import path from 'node:path'

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

/**
 * The Chromium of this machine; undefined where there is none.
 *
 * @param chosen CHROMIUM_PATH: then no other is looked for
 * @param playwrights where Playwright would have put its own
 */
export function findChromium(chosen: string | undefined, playwrights: string): string | undefined {
  const places = chosen ? [chosen] : [playwrights, ...(systemBrowsers[process.platform] ?? [])]
  return places.find((file) => existsSync(file))
}
