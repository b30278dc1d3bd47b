import { createHash } from 'node:crypto'

/** How long a session lasts, in seconds. */
export const sessionSeconds = 30 * 24 * 60 * 60

/** What is stored of a session's id. */
export function sessionDigest(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}
