import { defineConfig } from '@playwright/test'
import { findBrowser } from '@/scripts/browser'

const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/shop.setup.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  // On a shared machine a test may starve once; a real fault fails twice.
  retries: process.env.CI ? 1 : 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    // The shop of e2e/support/shop.setup.ts, which runs before this file is read again by each worker.
    baseURL: process.env.E2E_SHOP_URL,
    // For Playwright's own requests. The browser trusts the one certificate, since the way by which it ignores errors
    // makes it give up on single files now and then.
    ignoreHTTPSErrors: true,
    locale: 'en-GB',
    trace: 'retain-on-failure',
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
