import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { expect, it } from 'vitest'
import { createApp } from './app'
import { PaymentwallSandbox } from './client'
import { Emulator } from './emulator'
import { project } from './testing/sandbox'
import { startShop } from './testing/shop'

async function start(seed: number) {
  const shop = await startShop()
  const dataDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'))
  const pingbackUrl = `${shop.url}/pw`
  const emulator = new Emulator({
    name: 'shop',
    dataDirectory,
    project,
    shopUrl: shop.url,
    pingbackUrl,
    settings: {},
    seed,
  })
  const server = serve({ fetch: createApp(emulator).fetch, hostname: '127.0.0.1', port: 0 })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  emulator.start()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    shop,
    stop() {
      emulator.stop()
      server.close()
      shop.close()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** What a test would do, and all that came of it. */
async function live({ url, shop }: { url: string; shop: Awaited<ReturnType<typeof startShop>> }) {
  const before = shop.received.length
  const client = new PaymentwallSandbox({ url })
  const { payment } = await client.pay({ uid: 'u', goodsId: 'o', amount: '1.00', currency: 'USD' })
  const { subscription } = await client.subscribe({
    uid: 'u',
    goodsId: 'club',
    amount: '9.00',
    currency: 'USD',
    period: { length: 1, unit: 'month' },
  })
  const { iso } = await client.toNextCharge()
  const token = await fetch(`${url}/api/brick/token`, {
    method: 'POST',
    body: new URLSearchParams({
      public_key: project.brickPublicKey,
      'card[number]': '4242424242424242',
      'card[exp_month]': '12',
      'card[exp_year]': '2039',
      'card[cvv]': '123',
    }),
  })
  return [
    payment.ref,
    subscription.id,
    iso,
    await token.json(),
    ...shop.received.slice(before).map(({ search }) => search),
  ]
}

it('has the same ids and times in each run, and after each reset', async () => {
  const [first, second, other] = [await start(1), await start(1), await start(2)]
  const told = await live(first)
  expect(told[2]).toBe('2030-02-01T12:00:00.000Z')
  expect(told).toHaveLength(7)
  expect(await live(second)).toEqual(told)
  await new PaymentwallSandbox({ url: first.url }).reset()
  expect(await live(first)).toEqual(told)
  expect(await live(other)).not.toEqual(told)
  for (const each of [first, second, other]) each.stop()
})
