import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { buildFolder } from '@/lib/http/build-folder.mjs'
import { addressRoute } from '@/lib/languages/variants.mjs'

const manifestSchema = z.object({
  node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()) })),
})

type KnownActions = ReadonlyMap<string, readonly RegExp[]>

let known: KnownActions | undefined

/** Whether a text has the form of a server action's id. */
export function isActionId(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{42}$/.test(text)
}

/** The paths of a page's addresses, from its name in the build: that of its file, without the ending. */
function pathsOf(page: string): RegExp {
  const route = page.replace(/^app|\/page$/g, '').replace(/\/\([^()]*\)/g, '')
  const place = addressRoute(route)
    .replace(/\[\.\.\.[^[\]]*\]/g, '.+')
    .replace(/\[[^[\]]*\]/g, '[^/]+')
  return new RegExp(`^${place}$`)
}

/**
 * The server actions of the build by id, each with the addresses of the pages that have it in a form. Undefined in
 * development, where they come and go with every change.
 */
export function knownActions(): KnownActions | undefined {
  if (process.env.NODE_ENV !== 'production') return undefined
  known ??= readActions(`${buildFolder}/server/server-reference-manifest.json`)
  return known
}

function readActions(file: string): KnownActions {
  const { node } = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  return new Map(
    Object.entries(node).map(([id, { workers }]) => [id, Object.keys(workers).map(pathsOf)] as const),
  )
}
