import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' }

const files = ['style.css', 'widget.js', 'bank.js', 'merchant.js'] as const

/** The emulator's own style sheet and scripts, under `/public`. */
export function assetRoutes(): Hono {
  const routes = new Hono()
  for (const name of files) {
    const content = readFileSync(new URL(`../public/${name}`, import.meta.url), 'utf8')
    const type = types[name.endsWith('.css') ? 'css' : 'js']
    routes.get(`/${name}`, (c) => c.body(content, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }))
  }
  return routes
}
