import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

// A shop of this kind that does wrong all that the probe looks for. Everything is at http://, and kept in memory.

export interface BadShop {
  url: string
  /** The query of each pingback that came. */
  pingbacks: string[]
  stop: () => Promise<void>
}

const page = (body: string, mode: string) =>
  `<!doctype html><title>Bad shop</title><p data-mode="${mode}">${mode} mode</p><a href="/products/fox">Fox</a>${body}
   <script src="http://stats.example/spy.js"></script><footer><a href="/terms">Terms</a><a href="/refunds">Refunds</a></footer>`

const form = (action: string, fields: string) =>
  `<form method="post" action="${action}">${fields}<button>Go</button></form>`

const cardForm = `<form id="brick-form" onsubmit="send()"><input name="card_number" data-brick="card-number" autocomplete="cc-number">
  <input name="cvv" data-brick="card-cvv"><input name="month" data-brick="card-expiration-month"></form>`

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(Buffer.concat(await request.toArray()).toString())
}

/** Opens it on a free port of this machine; it says that it runs in test mode, unless told otherwise. */
export async function startBadShop(mode = 'test'): Promise<BadShop> {
  const pingbacks: string[] = []
  const orders = new Map<string, { isAccepted: boolean; delivered: string[] }>()
  const server = createServer(async (request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://bad-shop')
    const [, place, id = ''] = pathname.split('/')
    const order = orders.get(id)
    const sent = await bodyOf(request)
    const show = (body: string, status = 200) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end(page(body, mode))
    const lead = (location: string, headers = {}) => response.writeHead(303, { location, ...headers }).end()
    if (pathname === '/api/pingback') {
      // It believes everybody, and delivers each payment, however often it comes.
      pingbacks.push(search)
      if (searchParams.get('type') === '0')
        orders.get(searchParams.get('goodsid') ?? '')?.delivered.push('LICENCE-KEY')
      return response.end('OK')
    }
    if (pathname === '/api/go-live/probe-order') return response.writeHead(204).end()
    if (pathname === '/register' && request.method === 'POST')
      return lead('/', { 'set-cookie': `session=${'s'.repeat(40)}` })
    if (pathname === '/register')
      return show(
        form('/register', '<input type="email" name="email"><input type="password" name="password">'),
      )
    if (pathname === '/buy') {
      const made = `order${orders.size}`
      orders.set(made, { isAccepted: false, delivered: [] })
      return lead(`/checkout/${made}`)
    }
    if (place === 'products') return show(form('/buy', '<input type="hidden" name="product" value="fox">'))
    if (place === 'checkout' && order && request.method === 'POST') order.isAccepted = sent.has('accept')
    if (place === 'checkout' && order) {
      const pay = `<iframe src="https://pay.example/?uid=u1&ag_external_id=${id}"></iframe>${cardForm}`
      return show(order.isAccepted ? pay : form(pathname, '<input type="checkbox" name="accept" checked>'))
    }
    if (place === 'orders' && order) return show(order.delivered.map((key) => `<p>${key}</p>`).join(''))
    if (pathname === '/terms') return show('<p>Soon.</p>')
    return pathname === '/' ? show('') : show('Not found', 404)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    pingbacks,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
