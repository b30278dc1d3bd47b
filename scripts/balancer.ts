import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Balancer {
  port: number
  /** Sends new connections to these ports alone. */
  use(ports: readonly number[]): void
  close(): void
}

/** A small proxy before several processes: each connection goes to the next one, and past one that refuses it. */
export async function startBalancer(): Promise<Balancer> {
  let targets: readonly number[] = []
  let turn = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    sockets.add(client.on('close', () => sockets.delete(client)))
    client.on('error', () => {})
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
  return {
    port: (server.address() as AddressInfo).port,
    use: (ports) => {
      targets = ports
    },
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
