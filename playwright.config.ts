import { chromium, defineConfig } from '@playwright/test'
import { findBrowser } from '@/scripts/browser'
import { isThorough } from '@/test/support/thoroughness'

const isRoot = process.getuid?.() === 0
const browser = findBrowser()

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './test/support/shop.setup.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  // One more than the processors of a small machine: there is always a test that waits, for a clock or for its turn.
  workers: 3,
  fullyParallel: true,
  // No second try: a test that fails now and then has a fault. The time it may take is for a machine that is busy with
  // something else; what fails, fails without waiting for its end.
  retries: 0,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    // For Playwright's own requests. The browser trusts the one certificate, since the way by which it ignores errors
    // makes it give up on single files now and then.
    ignoreHTTPSErrors: true,
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      // Left to itself, Playwright takes the headless shell that comes with its own Chromium.
      executablePath: browser === chromium.executablePath() ? undefined : browser,
      args: [
        '--disable-background-networking',
        `--ignore-certificate-errors-spki-list=${process.env.E2E_CERTIFICATE_KEY}`,
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
    },
  },
  // What is tagged @thorough repeats a claim in another form, or breaks things one by one: it waits for THOROUGH=1.
  grepInvert: isThorough ? undefined : /@thorough/,
  projects: [
    // What a small screen could break is tagged @phone and runs on one (test/support/fixtures.ts) …
    { name: 'shop' },
    // … and on a wide one too, where there is time.
    ...(isThorough ? [{ name: 'wide', grep: /@phone/ }] : []),
  ],
})
