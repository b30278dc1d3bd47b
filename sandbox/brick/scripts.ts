import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const paths = [
  '/brick/brick.1.4.js',
  '/brick/build/brick-default.1.5.0.min.js',
  '/brick/1.6/build/brick.1.6.0.min.js',
]

/** The stand-in for Brick.js at the provider's script paths; it reads from its own address which version it plays. */
export function brickScriptRoutes(): Hono {
  const routes = new Hono()
  const script = readFileSync(new URL('../public/brick.js', import.meta.url), 'utf8')
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
  for (const path of paths) routes.get(path, (c) => c.body(script, 200, headers))
  return routes
}
