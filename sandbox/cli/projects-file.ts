import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { isHttpAddress } from '../core/addresses'
import { apiTypes } from '../core/api-type'
import { settingsSchema } from '../core/settings'
import type { Keys, ProjectSetup } from '../environment'

const key = z.string().regex(/^\S{8,128}$/, 'a key has 8 to 128 characters and no blanks')

const projectSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'a name has up to 32 letters, digits, - and _'),
  pingbackUrl: z.string().refine(isHttpAddress, { error: 'an http or https address' }),
  projectKey: key.optional(),
  secretKey: key.optional(),
  brickPublicKey: key.optional(),
  brickPrivateKey: key.optional(),
  apiType: z.enum(apiTypes).optional(),
  signVersion: settingsSchema.shape.pingbackVersion.removeDefault().optional(),
  settings: settingsSchema.partial().optional(),
})

export type ProjectEntry = z.input<typeof projectSchema>

export const configSchema = z.strictObject({
  port: z.number().int().min(0).max(65_535).optional(),
  listen: z.string().optional(),
  hosts: z.array(z.string()).optional(),
  tls: z.boolean().optional(),
  dataDirectory: z.string().optional(),
  projects: z.array(projectSchema).min(1).optional(),
})

/** Reads a file of JSON by a schema; throws one line that names the file and what is wrong in it. */
export function readJsonFile<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Error(isMissing ? `There is no file ${file}.` : `${file} is not valid JSON.`)
  }
  const result = schema.safeParse(value)
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`)
  return result.data
}

const hex = (digits: number) => randomBytes(digits / 2).toString('hex')
const newKeys = (): Keys => ({
  key: hex(32),
  secretKey: hex(32),
  brickPublicKey: `t_${hex(30)}`,
  brickPrivateKey: `t_${hex(30)}`,
})

const keysSchema = z.record(
  z.string(),
  z.object({ key, secretKey: key, brickPublicKey: key, brickPrivateKey: key }),
)

/** Completes the projects with made keys, which are kept in the data folder, so that they are the same after a restart. */
export function setUpProjects(entries: readonly ProjectEntry[], dataDirectory: string): ProjectSetup[] {
  const names = entries.map(({ name }) => name)
  if (new Set(names).size < names.length) throw new Error('Two projects have the same name.')
  const file = path.join(dataDirectory, 'keys.json')
  const kept = readKept(file)
  const setups = entries.map((entry): ProjectSetup => {
    const given: Partial<Keys> = {
      ...(entry.projectKey && { key: entry.projectKey }),
      ...(entry.secretKey && { secretKey: entry.secretKey }),
      ...(entry.brickPublicKey && { brickPublicKey: entry.brickPublicKey }),
      ...(entry.brickPrivateKey && { brickPrivateKey: entry.brickPrivateKey }),
    }
    kept[entry.name] ??= newKeys()
    const all = { ...newKeys(), ...kept[entry.name] }
    const made = (Object.keys(all) as (keyof Keys)[]).filter((name) => given[name] === undefined)
    return {
      name: entry.name,
      project: { ...all, ...given, made },
      shopUrl: new URL(entry.pingbackUrl).origin,
      pingbackUrl: entry.pingbackUrl,
      settings: {
        ...entry.settings,
        ...(entry.apiType && { apiType: entry.apiType }),
        ...(entry.signVersion && { pingbackVersion: entry.signVersion }),
      },
    }
  })
  refuseSharedKeys(setups)
  mkdirSync(dataDirectory, { recursive: true })
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
  return setups
}

function readKept(file: string): Record<string, Keys> {
  try {
    return readJsonFile(file, keysSchema)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('There is no file')) return {}
    throw error
  }
}

/** A call tells its project by a key alone, so that two projects must not share one. */
function refuseSharedKeys(setups: readonly ProjectSetup[]): void {
  for (const name of ['key', 'secretKey', 'brickPublicKey', 'brickPrivateKey'] as const) {
    const keys = setups.map(({ project }) => project[name])
    if (new Set(keys).size < keys.length) throw new Error('Two projects have a key in common.')
  }
}
