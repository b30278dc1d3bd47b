import { createHash } from 'node:crypto'

/**
 * What is stored of the token in a link, so that reading the database opens nothing.
 *
 * @param purpose what the link is for: a token of one purpose is none of another
 */
export function linkDigest(purpose: string, token: string): string {
  return createHash('sha256').update(`${purpose} ${token}`).digest('base64url')
}
