import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { generate } from 'selfsigned'

export interface ServerCertificate {
  key: string
  cert: string
  /** The file that programs are to trust. */
  authorityFile: string
}

const day = 86_400_000
const lifetime = 365 * day
const renewal = 30 * day

interface Pair {
  key: string
  cert: string
}

/** A certificate for these names, signed by an authority that is made once and kept: what trusts it goes on trusting it. */
export async function serverCertificate(
  names: readonly string[],
  directory: string,
): Promise<ServerCertificate> {
  const folder = path.join(directory, 'tls')
  mkdirSync(folder, { recursive: true })
  const authorityFile = path.join(folder, 'ca.pem')
  const authority = await authorityIn(authorityFile, path.join(folder, 'ca-key.pem'))
  const altNames = names.map((name) =>
    isIP(name) ? ({ type: 7, ip: name } as const) : ({ type: 2, value: name } as const),
  )
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    ...usual(),
    ca: authority,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames },
    ],
  })
  return { key: made.private, cert: `${made.cert}\n${authority.cert}`, authorityFile }
}

async function authorityIn(certFile: string, keyFile: string): Promise<Pair> {
  const kept = readPair(certFile, keyFile)
  if (kept) return kept
  const made = await generate([{ name: 'commonName', value: 'Paymentwall emulator on this machine' }], {
    ...usual(),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  writeFileSync(keyFile, made.private, { mode: 0o600 })
  writeFileSync(certFile, made.cert)
  return { key: made.private, cert: made.cert }
}

function readPair(certFile: string, keyFile: string): Pair | null {
  try {
    const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')]
    return Date.parse(new X509Certificate(cert).validTo) - Date.now() > renewal ? { cert, key } : null
  } catch {
    return null
  }
}

const usual = () =>
  ({
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A clock that is a little behind must not find it not yet valid.
    notBeforeDate: new Date(Date.now() - day),
    notAfterDate: new Date(Date.now() + lifetime),
  }) as const

/** How to make programs of each language trust the CA, and how to point a hard-coded host here. */
export function trustAdvice(authorityFile: string, hosts: readonly string[], port: number): string[] {
  const store = path.join(path.dirname(authorityFile), 'java-truststore')
  return [
    'Trust its certificate, for these programs alone',
    `    curl      curl --cacert ${authorityFile} …`,
    `    PHP       php -d curl.cainfo=${authorityFile} -d openssl.cafile=${authorityFile} …`,
    `    Node      NODE_EXTRA_CA_CERTS=${authorityFile} node …`,
    `    Python    SSL_CERT_FILE=${authorityFile} REQUESTS_CA_BUNDLE=${authorityFile} python3 …`,
    `    Ruby      SSL_CERT_FILE=${authorityFile} ruby …`,
    `    Java      keytool -importcert -noprompt -alias emulator -file ${authorityFile} -keystore ${store} -storepass changeit`,
    `              java -Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=changeit …`,
    ...(hosts.length > 0
      ? [
          '',
          'Point the host name here: add this line to /etc/hosts (remove it when you are done)',
          `    127.0.0.1 ${hosts.join(' ')}`,
        ]
      : []),
    ...(hosts.length > 0 && port !== 443
      ? [
          '',
          `Libraries call port 443. Redirect it to ${port}, for example on Linux:`,
          `    sudo iptables -t nat -A OUTPUT -o lo -p tcp --dport 443 -j REDIRECT --to-port ${port}`,
          'or start the emulator with --port 443, which needs no root after',
          '    sudo sysctl net.ipv4.ip_unprivileged_port_start=443',
        ]
      : []),
  ]
}
