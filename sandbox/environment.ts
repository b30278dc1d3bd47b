import { isHttpAddress } from './core/addresses'

export interface Project {
  key: string
  secretKey: string
  brickPublicKey: string
  brickPrivateKey: string
}

export interface Environment {
  port: number
  dataDirectory: string
  shopUrl: string
  project: Project
}

const required = [
  'SHOP_URL',
  'PAYMENTWALL_PROJECT_KEY',
  'PAYMENTWALL_SECRET_KEY',
  'BRICK_PUBLIC_KEY',
  'BRICK_PRIVATE_KEY',
] as const

/** Reads the emulator's environment; throws one error that names everything missing or malformed. */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const faults: string[] = []
  const missing = required.filter((name) => !source[name]?.trim())
  if (missing.length > 0) faults.push(`${missing.join(', ')} must be set`)

  const port = Number(source.SANDBOX_PORT || '4000')
  if (!Number.isInteger(port) || port < 0 || port > 65535) faults.push('SANDBOX_PORT must be a port number')

  const shopUrl = source.SHOP_URL?.trim().replace(/\/+$/, '') ?? ''
  if (shopUrl && !isHttpAddress(shopUrl)) {
    faults.push('SHOP_URL must be an http or https address')
  }
  if (faults.length > 0) throw new Error(`${faults.join('; ')}.`)

  const read = (name: (typeof required)[number]) => source[name]?.trim() ?? ''
  return {
    port,
    dataDirectory: source.DATA_DIR || '.data',
    shopUrl,
    project: {
      key: read('PAYMENTWALL_PROJECT_KEY'),
      secretKey: read('PAYMENTWALL_SECRET_KEY'),
      brickPublicKey: read('BRICK_PUBLIC_KEY'),
      brickPrivateKey: read('BRICK_PRIVATE_KEY'),
    },
  }
}
