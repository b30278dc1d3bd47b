import { connect, type DetailedPeerCertificate, type SecureVersion } from 'node:tls'
import { startTimeout } from '@/lib/timeout'

/** What a server answered to one handshake. */
export type Handshake =
  | { ok: true; protocol: string; authorized: boolean; why: string; certificate: DetailedPeerCertificate }
  | { ok: false; code: string }

const patience = 10_000

/** One handshake by one version of TLS alone, whatever the certificate; nothing is sent over it. */
export async function shakeHands(url: URL, version: SecureVersion): Promise<Handshake> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const socket = connect({
    host,
    port: Number(url.port || 443),
    ...(/[a-z]/i.test(host) && !host.includes(':') && { servername: host }),
    minVersion: version,
    maxVersion: version,
    // Without this OpenSSL offers none of the old versions, and their absence would prove nothing.
    ciphers: 'DEFAULT@SECLEVEL=0',
    rejectUnauthorized: false,
  })
  const stop = startTimeout(patience, () => socket.destroy(new Error('ETIMEDOUT')))
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).once('error', reject)
      socket.once('close', () => reject(new Error('the connection was closed')))
    })
    return {
      ok: true,
      protocol: socket.getProtocol() ?? version,
      authorized: socket.authorized,
      why: String(socket.authorizationError ?? ''),
      certificate: socket.getPeerCertificate(true),
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { ok: false, code: code ?? message }
  } finally {
    stop()
    socket.on('error', () => {})
    socket.destroy()
  }
}
