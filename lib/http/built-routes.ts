import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { buildFolder } from '@/lib/http/build-folder.mjs'
import { type FindPattern, patternFinder } from '@/lib/http/route-pattern'
import { addressRoute } from '@/lib/languages/variants.mjs'

let found: { built: FindPattern; address: FindPattern } | undefined

function finders() {
  if (!found) {
    const routes = readRoutes(`${buildFolder}/app-path-routes-manifest.json`)
    found = { built: patternFinder(routes), address: patternFinder(routes.map(addressRoute)) }
  }
  return found
}

function readRoutes(file: string): string[] {
  try {
    return Object.values(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))))
  } catch {
    return []
  }
}

/** The route that Next takes a path for before any rewrite; undefined in development, where there is no list of routes. */
export function builtRoute(path: string): string | undefined {
  return finders().built(path)
}

/** The route of an address, such as `/orders/[order]`; undefined in development. */
export function routeOfAddress(path: string): string | undefined {
  return finders().address(path)
}
