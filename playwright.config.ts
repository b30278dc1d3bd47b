import { defineConfig } from '@playwright/test'
import { findBrowser } from '@/scripts/browser'

const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './test/support/shop.setup.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  workers: 2,
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
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--disable-background-networking',
        `--ignore-certificate-errors-spki-list=${process.env.E2E_CERTIFICATE_KEY}`,
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    // What a small screen could break is tagged @phone and runs on both.
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
  ],
})
