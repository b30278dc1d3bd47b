import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import { createApp } from './app'
import { findChallenge } from './brick/challenges'
import { lastValue, parseParameters, rawQuery } from './core/parameters'
import { isSame } from './core/signature'
import type { Emulator } from './emulator'
import { findSession } from './widget/sessions'

export type Fetch = (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>

/** The header, or the parameter, by which a call under `/control` names its project. */
const projectHeader = 'x-sandbox-project'
const projectCookie = 'paymentwall_sandbox_project'
const largestBody = 1_000_000
const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Serves every project at one address. A call belongs to the project whose key it carries; the first one answers for all others. */
export function serveProjects(emulators: readonly Emulator[], hosts: readonly string[] | null = []): Fetch {
  const serve = dispatch(emulators)
  return (request, bindings) => {
    const { hostname, pathname } = new URL(request.url)
    const isOurs = hosts === null || loopbackNames.has(hostname) || hosts.includes(hostname)
    // DNS rebinding: a stranger's page whose name was made to point here has our origin for a browser.
    if (!isOurs && /^\/(control|merchant)(\/|$)/.test(pathname)) {
      return new Response(
        `The emulator does not answer to ${hostname}. Use localhost, or start it with --host ${hostname}.\n`,
        {
          status: 421,
        },
      )
    }
    return serve(request, bindings)
  }
}

function dispatch(emulators: readonly Emulator[]): Fetch {
  const apps = emulators.map((emulator) => ({ emulator, app: createApp(emulator) }))
  const [first] = apps
  if (!first) throw new Error('There is no project.')
  if (apps.length === 1) return (request, bindings) => first.app.fetch(request, bindings)

  return async (request, bindings) => {
    const address = new URL(request.url)
    const chosen = address.searchParams.get('project')
    if (address.pathname.startsWith('/merchant') && chosen !== null) return chooseProject(address, chosen)

    const name = namedProject(request, address)
    if (name !== null) {
      const named = apps.find(({ emulator }) => emulator.name === name)
      if (named) return named.app.fetch(request, bindings)
      if (address.pathname.startsWith('/control'))
        return Response.json({ error: `There is no project ${name}.` }, { status: 404 })
    }
    const text = await shortBody(request)
    const owner = apps.find(({ emulator }) => isOwn(emulator, request, address, text)) ?? first
    return owner.app.fetch(request, bindings)
  }
}

/** Remembers the project that somebody looks at, in a cookie that only the emulator's pages get. */
function chooseProject(address: URL, name: string): Response {
  address.searchParams.delete('project')
  const location = address.pathname + address.search
  const cookie = `${projectCookie}=${encodeURIComponent(name)}; Path=/merchant; HttpOnly; SameSite=Lax`
  return new Response(null, { status: 303, headers: { Location: location, 'Set-Cookie': cookie } })
}

function namedProject(request: Request, address: URL): string | null {
  if (address.pathname.startsWith('/control')) {
    return request.headers.get(projectHeader) ?? address.searchParams.get('project')
  }
  if (!address.pathname.startsWith('/merchant')) return null
  const cookies = request.headers.get('cookie') ?? ''
  const cookie = cookies.split('; ').find((pair) => pair.startsWith(`${projectCookie}=`))
  return cookie === undefined ? null : decodeURIComponent(cookie.slice(projectCookie.length + 1))
}

async function shortBody(request: Request): Promise<string> {
  if (request.method === 'GET' || request.method === 'HEAD') return ''
  const length = Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY)
  if (length > largestBody) return ''
  return request.clone().text()
}

function isOwn(emulator: Emulator, request: Request, address: URL, body: string): boolean {
  const { key, secretKey, brickPublicKey, brickPrivateKey } = emulator.project
  const given = request.headers.get('x-apikey')
  if (given !== null) return isSame(brickPrivateKey, given) || isSame(secretKey, given)
  const parameters = [...parseParameters(rawQuery(request.url)), ...parseParameters(body)]
  if (lastValue(parameters, 'key') === key || lastValue(parameters, 'public_key') === brickPublicKey)
    return true

  const [, page, id = ''] = /^\/(widget|api\/brick\/redirect\/3ds)\/([^/]+)/.exec(address.pathname) ?? []
  if (page === 'widget') return findSession(emulator, id) !== undefined
  return findChallenge(emulator, page ? id : (lastValue(parameters, 'MD') ?? '')) !== undefined
}
