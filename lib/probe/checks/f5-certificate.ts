import { isLoopback } from '@/lib/env'
import { type Finding, fact, judged, notUsed, type ProbeCheck, type Site, unchecked } from '@/lib/probe/check'
import { shakeHands } from '@/lib/probe/tls'

const dayMs = 86_400_000
const fewDays = 14

/** F5: the certificate. */
export const certificate: ProbeCheck = {
  id: 'F5',
  section: 'F',
  title: 'The payment page has a valid certificate',
  asked: 'The payment page is served under TLS, with a certificate that browsers accept.',
  sources: [{ document: 'website standards', number: '5' }],
  criterion: `The address begins with https://, and its certificate is trusted, names the host and is valid for at least ${fewDays} more days.`,
  rationale: 'Browsers warn buyers about a page whose certificate is not valid.',
  limits: 'It trusts the certificate authorities that this machine’s Node.js trusts.',
  fix: 'Renew the certificate, install it with its full chain, and set SHOP_URL to the https:// address.',
  version: 1,
  look: lookAtCertificate,
}

async function lookAtCertificate({ url, now }: Site): Promise<Finding> {
  if (url.protocol !== 'https:') {
    return judged([fact(false, 'The address', 'begins with http://, so nothing is encrypted')], '')
  }
  const modern = await shakeHands(url, 'TLSv1.3')
  const shaken = modern.ok ? modern : await shakeHands(url, 'TLSv1.2')
  if (!shaken.ok) return unchecked(`No handshake succeeded (${shaken.code}).`)
  const { authorized, why, certificate: shown } = shaken
  if (!authorized && isLoopback(url.href) && isSelfSigned(why)) {
    return notUsed('The certificate is self-signed, which is allowed only on loopback.')
  }
  const ends = Date.parse(shown.valid_to)
  const days = Math.floor((ends - now.getTime()) / dayMs)
  return judged(
    [
      fact(authorized, 'The certificate', authorized ? 'is trusted and names the host' : why),
      fact(days >= fewDays, 'Days left', `${days}, until ${new Date(ends).toISOString().slice(0, 10)}`),
    ],
    `The certificate is valid for ${days} more days.`,
  )
}

const isSelfSigned = (why: string) => /SELF_SIGNED|UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER/.test(why)
