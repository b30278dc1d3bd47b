import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { removeAfterwards } from '@/scripts/children'
import { type OpenShop, openShop } from '@/scripts/open-shop'
import { freePort } from '@/scripts/postgres'

export interface TestShopOptions {
  /** Variables that differ from `.env.example`. */
  variables?: Record<string, string>
  /** True where a test pulls the plug on PostgreSQL; otherwise nothing is flushed to the disk. */
  durable?: boolean
}

/**
 * A whole shop for tests: the production build behind TLS, the worker and the emulator, on a throw-away PostgreSQL and
 * free ports, seeded like the demo. `stop()` removes all of it.
 */
export async function startShop({
  variables = {},
  durable = false,
}: TestShopOptions = {}): Promise<OpenShop> {
  const directory = await mkdtemp(path.join(tmpdir(), 'foldline-shop-'))
  removeAfterwards(directory)
  const port = await freePort()
  const sandboxPort = await freePort()
  const shop = await openShop({
    kind: 'production',
    port,
    sandboxPort,
    dataDirectory: directory,
    // The tests' own requests say where they come from (test/support/fixtures.ts), as a proxy would.
    own: { TRUSTED_PROXIES: '127.0.0.1', ...variables },
    durable,
  })
  // The shop sends whatever the documentation demands; what it leaves out must not pass as a warning.
  if (shop.values.PAYMENTWALL_MODE === 'local') {
    await fetch(`${shop.emulatorUrl}/control/settings`, { method: 'PATCH', body: '{"strict":"refuse"}' })
  }
  return {
    ...shop,
    stop: async () => {
      await shop.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
