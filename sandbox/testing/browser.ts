import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const systemBrowsers = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** The system's Chromium where there is one, else Playwright's own. */
export function launchBrowser() {
  const executablePath = systemBrowsers.find((file) => existsSync(file))
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-background-networking'],
  })
}
