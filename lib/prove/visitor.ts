import { env } from '@/lib/env'

// A browser without scripts: it keeps cookies, reads the shop's pages and sends their forms over the network.

const timeoutMs = 20_000
const longestWay = 5

export interface Page {
  /** The path that was asked for last, with its query. */
  path: string
  status: number
  html: string
  headers: Headers
}

export interface Visitor {
  open(path: string): Promise<Page>
  /** Sends the form of a page that has a button or a field with this text in it, with these values beside its own. */
  send(page: Page, named: string, values?: Record<string, string>): Promise<Page>
}

/** Somebody who visits the shop at SHOP_URL, as a guest at first. */
export function newVisitor(): Visitor {
  const cookies = new Map<string, string>()

  async function ask(path: string, init: RequestInit = {}, way = 0): Promise<Page> {
    const { SHOP_URL: shop } = env()
    const response = await fetch(new URL(path, shop), {
      ...init,
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(init.method === 'POST' && { origin: shop }),
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /;\s*max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const place = response.headers.get('location')
    const html = await response.text()
    if (place === null) return { path, status: response.status, html, headers: response.headers }
    const next = new URL(place, new URL(path, shop))
    if (next.origin !== shop || way === longestWay) throw new Error(`${path} leads away from the shop.`)
    return ask(next.pathname + next.search, {}, way + 1)
  }

  return {
    open: (path) => ask(path),
    send: (page, named, values = {}) => {
      const form = formWith(page.html, named)
      if (!form) throw new Error(`${page.path} has no form with “${named}” (status ${page.status}).`)
      const body = new FormData()
      for (const [name, value] of form) body.append(name, value)
      for (const [name, value] of Object.entries(values)) body.set(name, value)
      return ask(page.path, { method: 'POST', body })
    },
  }
}

/** The hidden fields of the form in a page that holds a text; undefined where none does. */
export function formWith(html: string, named: string): [name: string, value: string][] | undefined {
  const form = html.split('<form').find((piece, place) => place > 0 && inside(piece).includes(named))
  if (form === undefined) return undefined
  return Array.from(inside(form).matchAll(/<input\b[^>]*>/g), ([input]) => input)
    .filter((input) => attribute(input, 'type') === 'hidden')
    .map((input) => [attribute(input, 'name'), attribute(input, 'value')])
}

const inside = (piece: string) => piece.split('</form>', 1)[0] ?? ''

function attribute(tag: string, name: string): string {
  return plainText(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#x27', "'"],
  ['#39', "'"],
])

/** A text of a page as it is read. */
export function plainText(html: string): string {
  return html.replace(/&(#?\w{2,5});/g, (written, name: string) => entities.get(name) ?? written)
}
