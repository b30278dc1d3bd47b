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

/** The keys of an emulator that is given none: those of `.env.example`, so that a shop as it is cloned knows them. */
const defaultProject: Project = {
  key: '7a1f9c3be0d24586b1c3d5e7f9a0b2c4',
  secretKey: '6adf97f83acf6453d4a6a4b1070f3754',
  brickPublicKey: 't_0f1e2d3c4b5a69788796a5b4c3d2e1',
  brickPrivateKey: 't_9f8e7d6c5b4a39281706f5e4d3c2b1',
}

const keyNames = {
  key: 'Project key',
  secretKey: 'Secret key',
  brickPublicKey: 'Brick public key',
  brickPrivateKey: 'Brick private key',
} satisfies Record<keyof Project, string>

/** The project's keys to look at: default ones in full, since everybody knows them; of a merchant's own the last four characters. */
export function shownKeys(project: Project): [name: string, key: string][] {
  const names = Object.entries(keyNames) as [keyof Project, string][]
  return names.map(([name, text]) => {
    const key = project[name]
    return [text, key === defaultProject[name] ? key : `…${key.slice(-4)} (your own)`]
  })
}

/** Reads the emulator's environment; throws one error that names everything missing or malformed. */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const faults: string[] = []
  const read = (name: string) => source[name]?.trim() ?? ''
  if (!read('SHOP_URL')) faults.push('SHOP_URL must be set')

  const port = Number(source.SANDBOX_PORT || '4000')
  if (!Number.isInteger(port) || port < 0 || port > 65535) faults.push('SANDBOX_PORT must be a port number')

  const shopUrl = read('SHOP_URL').replace(/\/+$/, '')
  if (shopUrl && !isHttpAddress(shopUrl)) {
    faults.push('SHOP_URL must be an http or https address')
  }
  if (faults.length > 0) throw new Error(`${faults.join('; ')}.`)

  return {
    port,
    dataDirectory: source.DATA_DIR || '.data',
    shopUrl,
    project: {
      key: read('PAYMENTWALL_PROJECT_KEY') || defaultProject.key,
      secretKey: read('PAYMENTWALL_SECRET_KEY') || defaultProject.secretKey,
      brickPublicKey: read('BRICK_PUBLIC_KEY') || defaultProject.brickPublicKey,
      brickPrivateKey: read('BRICK_PRIVATE_KEY') || defaultProject.brickPrivateKey,
    },
  }
}
