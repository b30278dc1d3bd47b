import { printable } from '@/lib/form-browser/browser'
import { readHint } from '@/lib/hints/hint'
import { fact, judged, type ProbeCheck, type Seen, unchecked } from '@/lib/probe/check'

/** The cookies that the shop sets, up to the payment page. */
export const cookies: ProbeCheck = {
  id: 'C-cookies',
  section: 'C',
  title: 'Cookies are protected',
  asked: 'Session cookies are accessible only to the shop and the buyer’s browser.',
  sources: [{ document: 'PCI DSS', number: '6.2.4' }],
  criterion:
    'Every cookie has SameSite and, over https://, Secure. Cookies that could hold a session are also HttpOnly and, over https://, have the prefix __Host- or __Secure-.',
  rationale: 'A stolen or planted session gives access to the buyer’s orders.',
  limits:
    'It sees the cookies set between the start page and the payment page. A value of up to 8 characters, or in the form of the header’s hint (signed in or not, products in the cart, time), does not count as a session.',
  fix: 'Serve the shop over https:// and set SHOP_URL to that address. The cookies follow from it.',
  version: 2,
  look: async ({ buyer, url }) => {
    await buyer.order()
    const facts = [...buyer.browser.setCookies].flatMap(([name, line]) =>
      faultsOf(name, line, url.protocol === 'https:'),
    )
    if (facts.length === 0) return unchecked('The shop has set no cookie.')
    return judged(facts, `All ${buyer.browser.setCookies.size} cookies are protected.`)
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
  const secret = value.length > 8 && !readHint(value)
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
    fact(missing.length === 0, what, missing.length === 0 ? 'is protected' : `lacks ${missing.join(', ')}`),
  ]
}
