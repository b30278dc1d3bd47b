import { createHash, X509Certificate } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { generate } from 'selfsigned'

export interface Certificate {
  key: string
  cert: string
  /** Where the certificate lies, for programs that are to trust it (NODE_EXTRA_CA_CERTS). */
  file: string
}

const day = 86_400_000
const lifetime = 365 * day
const renewal = 30 * day

async function kept(file: string, keyFile: string): Promise<Certificate | undefined> {
  try {
    const [cert, key] = await Promise.all([readFile(file, 'utf8'), readFile(keyFile, 'utf8')])
    const validUntil = Date.parse(new X509Certificate(cert).validTo)
    return validUntil - Date.now() > renewal ? { key, cert, file } : undefined
  } catch {
    return undefined
  }
}

/** The certificate for this machine's own names, kept in a folder and renewed a month before it expires. */
export async function localCertificate(directory: string): Promise<Certificate> {
  const file = path.join(directory, 'certificate.pem')
  const keyFile = path.join(directory, 'key.pem')
  const found = await kept(file, keyFile)
  if (found) return found

  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A clock that is a little behind must not find it not yet valid.
    notBeforeDate: new Date(Date.now() - day),
    notAfterDate: new Date(Date.now() + lifetime),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  })
  await mkdir(directory, { recursive: true })
  await writeFile(keyFile, made.private, { mode: 0o600 })
  await writeFile(file, made.cert)
  return { key: made.private, cert: made.cert, file }
}

/** The fingerprint by which Chromium is told to trust one certificate (`--ignore-certificate-errors-spki-list`). */
export function publicKeyFingerprint(cert: string): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(key).digest('base64')
}
