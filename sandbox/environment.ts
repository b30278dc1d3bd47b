import { isHttpAddress } from './core/addresses'
import type { Settings } from './core/settings'

export interface Keys {
  key: string
  secretKey: string
  brickPublicKey: string
  brickPrivateKey: string
}

export interface Project extends Keys {
  /** Keys that the emulator has made itself, so that they are no secret of anybody's. */
  made?: readonly (keyof Keys)[]
}

/** One project of the emulator: its keys, the shop that it notifies, and the settings that it begins with. */
export interface ProjectSetup {
  name: string
  project: Project
  shopUrl: string
  pingbackUrl: string
  settings: Partial<Settings>
}

export interface Environment extends ProjectSetup {
  port: number
  dataDirectory: string
}

/** The keys of an emulator that is given none: those of `.env.example`, so that a shop as it is cloned knows them. */
const defaultProject: Keys = {
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
} satisfies Record<keyof Keys, string>

/** The project's keys to look at: made or default ones in full, of a merchant's own the last four characters. */
export function shownKeys(project: Project): [name: string, key: string][] {
  const names = Object.entries(keyNames) as [keyof Keys, string][]
  return names.map(([name, text]) => {
    const key = project[name]
    const isKnown = key === defaultProject[name] || project.made?.includes(name)
    return [text, isKnown ? key : `…${key.slice(-4)} (your own)`]
  })
}

/** Reads the environment in which a shop starts its emulator; throws one error that names everything missing or malformed. */
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
    name: 'shop',
    port,
    dataDirectory: source.DATA_DIR || '.data',
    shopUrl,
    pingbackUrl: `${shopUrl}/api/pingback`,
    settings: {},
    project: {
      key: read('PAYMENTWALL_PROJECT_KEY') || defaultProject.key,
      secretKey: read('PAYMENTWALL_SECRET_KEY') || defaultProject.secretKey,
      brickPublicKey: read('BRICK_PUBLIC_KEY') || defaultProject.brickPublicKey,
      brickPrivateKey: read('BRICK_PRIVATE_KEY') || defaultProject.brickPrivateKey,
    },
  }
}
