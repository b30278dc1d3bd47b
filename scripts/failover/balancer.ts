import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { send } from '@/test/support/listener'

/** What stands before the shops. */
export interface Front {
  name: string
  /** Fetches a page, and returns the status. */
  get(target: string): Promise<number>
  /** Gives a shop no more requests. */
  takeOut(shop: number): Promise<void>
  /** Gives it requests again, once it is ready for them. */
  putIn(shop: number): Promise<void>
  stop(): Promise<void>
}

/** A small proxy for where there is no HAProxy: each connection goes to the next shop, and past one that refuses it. */
export async function startBalancer(shops: readonly number[]): Promise<Front> {
  const out = new Set<number>()
  let turn = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    sockets.add(client.on('close', () => sockets.delete(client)))
    client.on('error', () => {})
    const targets = shops.filter((_, n) => !out.has(n))
    const pass = (left: number) => {
      const target = targets[turn++ % targets.length]
      if (left === 0 || target === undefined) return void client.destroy()
      const shop = connect(target, '127.0.0.1')
      sockets.add(shop.on('close', () => sockets.delete(shop)))
      let isConnected = false
      shop.on('connect', () => {
        isConnected = true
        client.pipe(shop).pipe(client)
      })
      shop.on('error', () => (isConnected ? client.destroy() : pass(left - 1)))
      client.on('close', () => shop.destroy())
    }
    pass(targets.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    name: 'a small proxy of its own',
    get: async (target) => (await send(port, target)).status,
    takeOut: async (shop) => void out.add(shop),
    putIn: async (shop) => void out.delete(shop),
    stop: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
