import { createHash } from 'node:crypto'
import type { Env } from '@/lib/env'

/** For which of Paymentwall's projects, and how, the shop runs: evidence of another proves nothing here. */
export interface Project {
  mode: Env['PAYMENTWALL_MODE']
  /** The first 16 hexadecimal digits of the SHA-256 of the project key. */
  project: string
}

/** The project that the environment names. */
export function projectOf(env: Pick<Env, 'PAYMENTWALL_MODE' | 'PAYMENTWALL_PROJECT_KEY'>): Project {
  const digest = createHash('sha256').update(env.PAYMENTWALL_PROJECT_KEY).digest('hex')
  return { mode: env.PAYMENTWALL_MODE, project: digest.slice(0, 16) }
}
