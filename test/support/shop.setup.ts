import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { publicKeyFingerprint } from '@/scripts/certificate'
import { buildShop } from '@/scripts/open-shop'
import { preparePremises, type Shop, type ShopName, shops } from './shop'

/**
 * Shops for all browser tests, each opened once, by the first test that needs it: workers ask for them at the address
 * in E2E_SHOPS (test/support/fixtures.ts).
 */
export default async function setup() {
  const [premises] = await Promise.all([preparePremises(), buildShop({})])
  const opened = new Map<string, Promise<Shop>>()
  const open = (name: ShopName) => {
    const shop = opened.get(name) ?? premises.open(name)
    opened.set(name, shop)
    return shop
  }
  const turns = new Map<ShopName, Promise<unknown>>()
  /** Answers when nobody else has the shop to themselves; whoever asked has it until they hang up. */
  const giveTurn = async (name: ShopName, response: ServerResponse) => {
    const before = turns.get(name)
    const over = new Promise((resolve) => response.once('close', resolve))
    turns.set(name, Promise.all([before, over]))
    await before
    response.flushHeaders()
  }
  const isShop = (name: string): name is ShopName => Object.hasOwn(shops, name)
  const server = createServer(async (request, response) => {
    const [name = '', wish] = (request.url ?? '').slice(1).split('/')
    try {
      if (isShop(name) && wish === 'turn') return await giveTurn(name, response)
      if (isShop(name)) return response.end(JSON.stringify(await open(name)))
      response.writeHead(404).end(`There is no shop "${name}".`)
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  Object.assign(process.env, {
    E2E_SHOPS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    E2E_POSTGRES_LOG: premises.postgresLog,
    E2E_CERTIFICATE: premises.certificate.file,
    // Trusted by what a test calls of lib/ or runs: Node reads it when a process begins.
    NODE_EXTRA_CA_CERTS: premises.certificate.file,
    E2E_CERTIFICATE_KEY: publicKeyFingerprint(premises.certificate.cert),
  })
  return async () => {
    server.close()
    server.closeAllConnections()
    await premises.close()
  }
}
