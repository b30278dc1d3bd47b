import {
  type Finding,
  fact,
  judged,
  type ProbeCheck,
  type Seen,
  type Site,
  unchecked,
} from '@/lib/probe/check'
import { shakeHands } from '@/lib/probe/tls'

const versions = [
  { version: 'TLSv1.3', name: 'TLS 1.3', isOld: false },
  { version: 'TLSv1.2', name: 'TLS 1.2', isOld: false },
  { version: 'TLSv1.1', name: 'TLS 1.1', isOld: true },
  { version: 'TLSv1', name: 'TLS 1.0', isOld: true },
] as const

/** The versions of TLS that the shop speaks. */
export const tlsVersions: ProbeCheck = {
  id: 'C-tls',
  section: 'C',
  title: 'TLS 1.2 or newer is supported, and nothing older',
  asked: 'The payment page uses strong cryptography; TLS 1.0 and 1.1 are switched off.',
  sources: [{ document: 'PCI DSS', number: '4.2.1' }],
  criterion: 'A handshake with TLS 1.2 or 1.3 succeeds, and handshakes with TLS 1.0 and 1.1 are refused.',
  rationale: 'PCI DSS considers TLS 1.0 and 1.1 insecure.',
  limits: 'It tries versions, not every cipher. SSL 3 can’t be tried from this machine.',
  fix: 'Set the minimum version to TLS 1.2 in the proxy or load balancer in front of the shop.',
  version: 1,
  look: lookAtVersions,
}

async function lookAtVersions({ url }: Site): Promise<Finding> {
  if (url.protocol !== 'https:') {
    return judged([fact(false, 'TLS', 'is not used: the address begins with http://')], '')
  }
  const facts: Seen[] = []
  const spoken: string[] = []
  for (const { version, name, isOld } of versions) {
    const hands = await shakeHands(url, version)
    if (hands.ok && !isOld) spoken.push(name)
    if (isOld && hands.ok) facts.push(fact(false, `A handshake with ${name}`, 'succeeded'))
    else if (isOld) facts.push({ kind: 'attack', what: `A handshake with ${name}`, seen: 'was refused' })
  }
  if (spoken.length === 0 && facts.every(({ kind }) => kind !== 'fault')) {
    return unchecked('No handshake succeeded with any version.')
  }
  facts.unshift(fact(spoken.length > 0, 'Offered', spoken.join(' and ') || 'neither TLS 1.2 nor TLS 1.3'))
  return judged(facts, `${spoken.join(' and ')} supported, older versions refused.`)
}
