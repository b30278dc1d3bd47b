import { AppRouteRouteModule } from 'next/dist/server/route-modules/app-route/module'
import { NextRequest } from 'next/server'
import { peerHeader } from '@/lib/http/raw-request'

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string[]>> },
) => Promise<Response>

interface Sent {
  method?: 'GET' | 'POST'
  path?: string
  headers?: Record<string, string>
  body?: URLSearchParams
  /** What a route's folder in square brackets is given. */
  params?: Record<string, string[]>
}

/** What came of the work that was done for a request. */
export interface Outcome<Result> {
  /** Undefined where the work ended by a redirect or as not found. */
  result: Result | undefined
  status: number
  location: string | null
  /** The cookies that were set, as they stand in the answer, by name. */
  set: Map<string, string>
}

/** Next's own handling of one request, in which `cookies()`, `headers()`, `redirect()` and `refresh()` are what they are. */
async function handleByNext(handler: Handler, request: NextRequest, params: Record<string, string[]>) {
  const route = new AppRouteRouteModule({
    // A page's address: `refresh()` refuses to work for a route.
    definition: { kind: 'APP_ROUTE', page: '/', pathname: '/', filename: '', bundlePath: '' },
    distDir: '.next',
    relativeProjectDir: '',
    resolvedPagePath: '/',
    nextConfigOutput: undefined,
    userland: () => ({ GET: handler, POST: handler }),
  } as unknown as ConstructorParameters<typeof AppRouteRouteModule>[0])
  await route.ensureUserland()
  return route.handle(request, {
    params,
    renderOpts: { supportsDynamicResponse: true, experimental: {}, cacheLifeProfiles: {} },
    previewProps: { previewModeId: '', previewModeEncryptionKey: '', previewModeSigningKey: '' },
    sharedContext: { buildId: '', deploymentId: '' },
  } as unknown as Parameters<typeof route.handle>[1])
}

/** A browser as the shop sees it: it keeps the cookies that it is given, and sends them along. */
export class Browser {
  readonly cookies = new Map<string, string>()

  constructor(readonly address = '198.51.100.1') {}

  /** Another browser that holds copies of this one's cookies. */
  copy(): Browser {
    const other = new Browser(this.address)
    for (const [name, value] of this.cookies) other.cookies.set(name, value)
    return other
  }

  /** Has a request answered by a route handler. */
  async send(
    handler: Handler,
    { method, path = '/', headers, body, params = {} }: Sent = {},
  ): Promise<Response> {
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const request = new NextRequest(new URL(path, process.env.SHOP_URL), {
      method: method ?? (body ? 'POST' : 'GET'),
      headers: { ...(cookie && { cookie }), 'user-agent': 'Paper/1', [peerHeader]: this.address, ...headers },
      ...(body && { body }),
    })
    const response = await handleByNext(handler, request, params)
    for (const [name, text] of cookiesSet(response)) {
      const value = /^[^=]*=([^;]*)/.exec(text)?.[1] ?? ''
      if (value === '' || /; max-age=0(;|$)/i.test(text)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  /** Does some work for a request of this browser, as a server action or a page does. */
  async run<Result>(work: () => Promise<Result>, sent: Sent = { method: 'POST' }): Promise<Outcome<Result>> {
    let result: Result | undefined
    const response = await this.send(async () => {
      result = await work()
      return new Response(null, { status: 204 })
    }, sent)
    return {
      result,
      status: response.status,
      location: response.headers.get('location'),
      set: cookiesSet(response),
    }
  }
}

function cookiesSet(response: Response): Map<string, string> {
  return new Map(response.headers.getSetCookie().map((text) => [text.slice(0, text.indexOf('=')), text]))
}
