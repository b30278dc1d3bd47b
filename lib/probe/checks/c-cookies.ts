import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck, type Seen, unchecked } from '@/lib/probe/check'

/** The cookies that the shop sets, up to the payment page. */
export const cookies: ProbeCheck = {
  id: 'C-cookies',
  section: 'C',
  title: 'Cookies are guarded',
  asked: 'Nobody but the shop and the buyer’s browser gets at the cookies that sign the buyer in.',
  sources: [{ document: 'PCI DSS', number: '6.2.4' }],
  criterion:
    'Every cookie has SameSite, and over https:// Secure; what could sign somebody in is HttpOnly too, and over https:// its name begins with __Host- or __Secure-.',
  rationale: 'A session that is read or set by others opens the buyer’s orders.',
  limits:
    'It sees the cookies of the way from the start page to the payment page. Values of up to 8 characters sign nobody in.',
  fix: 'Serve the shop under https:// and set SHOP_URL to that address: its cookies follow it.',
  version: 1,
  look: async ({ buyer, url }) => {
    await buyer.order()
    const facts = [...buyer.browser.setCookies].flatMap(([name, line]) =>
      faultsOf(name, line, url.protocol === 'https:'),
    )
    if (facts.length === 0) return unchecked('The shop has set no cookie.')
    return judged(facts, `All ${buyer.browser.setCookies.size} cookies are guarded.`)
  },
}

function faultsOf(name: string, line: string, isSecure: boolean): Seen[] {
  const [pair = '', ...rest] = line.split(';')
  const value = pair.slice(pair.indexOf('=') + 1).trim()
  const attributes = new Map(
    rest.map((part) => {
      const [key = '', given = ''] = part.split('=')
      return [key.trim().toLowerCase(), given.trim().toLowerCase()] as const
    }),
  )
  const secret = value.length > 8
  const sameSite = attributes.get('samesite') ?? ''
  const isHost = name.startsWith('__Host-')
  const missing = [
    !(sameSite === 'lax' || sameSite === 'strict') && 'SameSite=Lax or Strict',
    isSecure && !attributes.has('secure') && 'Secure',
    secret && !attributes.has('httponly') && 'HttpOnly',
    isSecure && secret && !isHost && !name.startsWith('__Secure-') && 'the prefix __Host- or __Secure-',
    isHost && attributes.has('domain') && 'no Domain, as __Host- demands',
    isHost && attributes.get('path') !== '/' && 'Path=/, as __Host- demands',
  ].filter((part) => typeof part === 'string')
  const what = `Cookie ${printable(name)}`
  return [
    fact(missing.length === 0, what, missing.length === 0 ? 'is guarded' : `lacks ${missing.join(', ')}`),
  ]
}
