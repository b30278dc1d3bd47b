import { generateKeyPairSync } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readSigningKey } from '@/lib/signing-key'

/** The key that signs the go-live reports of a shop on this machine (REPORT_SIGNING_KEY), made once and kept in its folder. */
export async function localSigningKey(directory: string): Promise<string> {
  const file = path.join(directory, 'report-signing-key')
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (isKey(kept)) return kept
  const { privateKey } = generateKeyPairSync('ed25519')
  const made = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  await mkdir(directory, { recursive: true })
  await writeFile(file, `${made}\n`, { mode: 0o600 })
  return made
}

function isKey(text: string): boolean {
  try {
    return readSigningKey(text) !== undefined
  } catch {
    return false
  }
}
