import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request as askHttp, type IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import path from 'node:path'
import { childEnvironment } from '@/scripts/open-shop'
import { freePort } from '@/scripts/postgres'
import { next } from '@/scripts/programs'
import { answers, service } from '@/scripts/service'
import { fromSetup } from '@/test/support/fixtures'
import type { Shop } from '@/test/support/shop'

/** An answer of the shop, on its way to who asked. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/** What becomes of the answer to a request by its path, with its query; undefined where it stays as it is. */
export type Alter = (path: string, answer: Answer) => Partial<Answer> | undefined

export interface SecondShop {
  url: string
  /** What stands in front of it does so with every answer, until told otherwise. */
  alter: Alter
  /** The file with what it prints. */
  log: string
  stop(): Promise<void>
}

/**
 * Serves a shop by one process more: the same build and database, with some variables changed, behind a front of its own that
 * can alter answers. Without TLS, nothing stands in front of it.
 */
export async function openSecondShop(
  shop: Shop,
  changes: Record<string, string> = {},
  scheme: 'http' | 'https' = 'https',
): Promise<SecondShop> {
  const port = await freePort()
  const certificate = fromSetup('E2E_CERTIFICATE')
  const key = path.join(path.dirname(certificate), 'key.pem')
  const log = path.join(shop.logs, `second-${port}.log`)
  const second: SecondShop = {
    url: `http://localhost:${port}`,
    alter: () => undefined,
    log,
    stop: async () => {},
  }

  const front = createServer(
    { cert: await readFile(certificate), key: await readFile(key) },
    async (incoming, outgoing) => {
      const { url = '/', method, headers } = incoming
      const sent = Buffer.concat(await incoming.toArray())
      const asked = askHttp(
        { host: '127.0.0.1', port, path: url, method, headers: fronted(headers) },
        async (answer) => {
          const bytes = Buffer.concat(await answer.toArray())
          const whole = { status: answer.statusCode ?? 500, headers: answer.headers, body: bytes.toString() }
          const altered = second.alter(url, whole)
          const {
            'transfer-encoding': _,
            'content-length': __,
            ...kept
          } = { ...whole.headers, ...altered?.headers }
          outgoing.writeHead(altered?.status ?? whole.status, kept).end(altered?.body ?? bytes)
        },
      )
      asked.on('error', () => outgoing.destroy()).end(sent)
    },
  )
  if (scheme === 'https') {
    const frontPort = await freePort()
    await new Promise<void>((resolve) => front.listen(frontPort, 'localhost', resolve))
    second.url = `https://localhost:${frontPort}`
  }

  const ending = new AbortController()
  const served = service({
    name: 'The second shop',
    log,
    child: {
      args: next('start', '127.0.0.1', port),
      env: childEnvironment(
        { ...shop.values, ...changes, SHOP_URL: second.url },
        { NODE_ENV: 'production', NODE_EXTRA_CA_CERTS: certificate },
      ),
    },
    isReady: () => answers(`http://127.0.0.1:${port}/api/health`),
    signal: ending.signal,
  })
  await served.start()
  second.stop = async () => {
    ending.abort()
    await served.stop()
    front.close()
    front.closeAllConnections()
  }
  return second
}

/** Each request comes from an address of its own unless it names one, so that none meets the limits that another used up. */
function fronted(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const part = () => randomBytes(2).toString('hex')
  return {
    'x-forwarded-for': `2001:db8:${part()}:${part()}::1`,
    ...headers,
    'accept-encoding': 'identity',
  }
}
