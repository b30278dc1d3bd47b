import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const card = `<form id="brick-form" onsubmit="send()"><input name="card_number" data-brick="card-number"><input name="cvv"></form>`

const form = (action: string, fields: string) =>
  `<form method="post" action="${action}">${fields}<button>Go</button></form>`

/**
 * Opens a shop of this kind that does wrong all that the probe looks for, at http:// and in memory. It says that it runs in test
 * mode, unless told otherwise; `pingbacks` are the queries of those that came.
 */
export async function startBadShop(mode = 'test') {
  const pingbacks: string[] = []
  const orders = new Map<string, { isAccepted: boolean; delivered: string }>()
  const server = createServer(async (request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://bad-shop')
    const isPost = request.method === 'POST'
    const sent = new URLSearchParams(Buffer.concat(await request.toArray()).toString())
    const [, place, id = ''] = pathname.split('/')
    const order = orders.get(place === 'api' ? (searchParams.get('goodsid') ?? '') : id)
    const show = (body: string, status = 200) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end(`<p data-mode="${mode}">${mode} mode</p>
        <a href="/products/fox">Fox</a>${body}<script src="http://stats.example/spy.js"></script>
        <footer><a href="/terms">Terms</a> <a href="/refunds">Refunds</a></footer>`)
    const lead = (location: string, headers = {}) => response.writeHead(303, { location, ...headers }).end()
    if (pathname === '/api/pingback') {
      // It believes everybody, and delivers each payment as often as it comes.
      pingbacks.push(search)
      if (order && searchParams.get('type') === '0') order.delivered += '<p>LICENCE-KEY</p>'
      return response.end('OK')
    }
    if (pathname === '/api/go-live/probe-order') return response.writeHead(204).end()
    if (pathname === '/register' && isPost) return lead('/', { 'set-cookie': `session=${'s'.repeat(40)}` })
    if (pathname === '/register')
      return show(
        form('/register', '<input type="email" name="email"><input type="password" name="password">'),
      )
    if (pathname === '/buy') {
      orders.set(`order${orders.size + 1}`, { isAccepted: false, delivered: '' })
      return lead(`/checkout/order${orders.size}`)
    }
    if (place === 'products') return show(form('/buy', '<input type="hidden" name="product" value="fox">'))
    if (place === 'orders' && order) return show(order.delivered)
    if (place === 'checkout' && order) {
      order.isAccepted ||= isPost && sent.has('accept')
      return show(
        order.isAccepted
          ? `<iframe src="https://pay.example/?uid=u1"></iframe>${card}`
          : form(pathname, '<input type="checkbox" name="accept" checked>'),
      )
    }
    return pathname === '/' || pathname === '/terms' ? show('') : show('', 404)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = async () => void server.close().closeAllConnections()
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, pingbacks, stop }
}
