import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv as parseFile } from 'node:util'
import { addressesOf } from '@/lib/database-address'
import { parseEnv } from '@/lib/env'
import { UserError } from './user-error'

export const root = path.resolve(import.meta.dirname, '..')

type Values = Record<string, string | undefined>

function readEnvFile(name: string): Values {
  const file = path.join(root, name)
  return existsSync(file) ? parseFile(readFileSync(file, 'utf8')) : {}
}

/** The values printed in `.env.example`, which work on this machine. */
export function exampleValues(): Values {
  return readEnvFile('.env.example')
}

/** What the merchant has set: `.env`, overridden by the environment. */
export function ownValues(): Values {
  return { ...readEnvFile('.env'), ...process.env }
}

/** A port from the environment or `.env`. */
export function portFrom(values: Values, name: string, fallback: number): number {
  const text = values[name]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new UserError(`${name} is "${text}": set it to a port number between 1 and 65535.`)
}

/** The folder for the data of the demo; DATA_DIR, or `.data` in the clone. */
export function dataDirectory(values: Values = ownValues()): string {
  return path.resolve(root, values.DATA_DIR || '.data')
}

/**
 * The variables of a shop on this machine: the merchant's own (`.env`, then the environment), the rest from
 * `.env.example`. The addresses follow the ports unless the merchant has set others; a value copied unchanged from
 * `.env.example` counts as not set, so that a copied file works. Without `own`, the examples alone: for tests.
 */
export function localValues(
  addresses: { port: number; sandboxPort: number; databaseUrl: string; dataDirectory: string },
  own: Values = ownValues(),
): Record<string, string> {
  const example = exampleValues()
  const chosen = (name: string) => (own[name] && own[name] !== example[name] ? own[name] : undefined)
  const values = Object.fromEntries(
    Object.entries(example).map(([name, value]) => [name, own[name] ?? value ?? '']),
  )
  return {
    ...values,
    DATABASE_URL: addresses.databaseUrl,
    DATABASE_DIRECT_URL: own.DATABASE_URL === addresses.databaseUrl ? (own.DATABASE_DIRECT_URL ?? '') : '',
    SHOP_URL: chosen('SHOP_URL') ?? `https://localhost:${addresses.port}`,
    PAYMENTWALL_API_URL:
      chosen('PAYMENTWALL_API_URL') ??
      (values.PAYMENTWALL_MODE === 'local'
        ? `http://localhost:${addresses.sandboxPort}`
        : 'https://api.paymentwall.com'),
    PORT: String(addresses.port),
    SANDBOX_PORT: String(addresses.sandboxPort),
    DATA_DIR: addresses.dataDirectory,
  }
}

/** The merchant's own database, if one is set. */
export function chosenDatabaseUrl(own: Values = ownValues()): string | undefined {
  return (
    process.env.DATABASE_URL ||
    (own.DATABASE_URL === exampleValues().DATABASE_URL ? undefined : own.DATABASE_URL)
  )
}

/** Checks a shop's variables; a UserError names all that is wrong. */
export function checkEnvironment(values: Values) {
  try {
    return parseEnv(values)
  } catch (error) {
    throw new UserError(error instanceof Error ? error.message : String(error))
  }
}

/** Checks the merchant's own variables and lets the shop's code, which reads `process.env`, see them. */
export function loadEnvironment() {
  const own = ownValues()
  const checked = checkEnvironment(own)
  Object.assign(process.env, own)
  return checked
}

/** DATABASE_DIRECT_URL, or else DATABASE_URL: for the commands that work on a database of the merchant's own. */
export function ownDatabaseUrl(): string {
  const own = ownValues()
  const name = own.DATABASE_DIRECT_URL ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL'
  const url = own[name]
  if (url && addressesOf(url).length > 0) return url
  throw new UserError(
    `${name} is ${url ? 'not a postgresql:// address' : 'missing'}: set it in the environment or in .env (see .env.example).`,
  )
}
