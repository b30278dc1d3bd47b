import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck, type Seen } from '@/lib/probe/check'
import { directivesOf } from '@/lib/probe/policy'

/** The content security policy of the payment page. */
export const policy: ProbeCheck = {
  id: 'C-csp',
  section: 'C',
  title: 'The payment page has a strict content security policy',
  asked: 'Scripts of the payment page are authorised, and others don’t run.',
  sources: [{ document: 'PCI DSS', number: '6.4.3' }],
  criterion:
    'Content-Security-Policy lists scripts by nonce, hash or address, and allows no inline scripts, no eval and no whole scheme. Plug-ins and <base> are off.',
  rationale: 'An unauthorised script on the payment page can read card data as it is typed.',
  limits: 'It reads the policy but does not test it in a browser.',
  fix: 'Make the proxy pass the shop’s Content-Security-Policy through, and add no second one.',
  version: 1,
  look: async ({ buyer }) => {
    const { payment } = await buyer.order()
    const given = payment.headers.get('content-security-policy')
    if (given === null) return judged([fact(false, 'Content-Security-Policy', 'is not set')], '')
    return judged(faultsOf(given), 'The policy allows only listed scripts.')
  },
}

function faultsOf(given: string): Seen[] {
  const directives = directivesOf(given)
  const rule = (name: string) => directives.get(name) ?? directives.get('default-src')
  const scripts = rule('script-src')
  const isGuarded = scripts?.some((source) => /^'(nonce|sha(256|384|512))-/i.test(source)) ?? false
  const wide = (scripts ?? ['*']).filter(
    (source) =>
      /^(\*|https?:|data:|blob:|'unsafe-eval'|'strict-dynamic')$/i.test(source) ||
      (/^'unsafe-inline'$/i.test(source) && !isGuarded) ||
      /^https?:\/\/\*\.?[^.]*$/i.test(source),
  )
  const objects = rule('object-src')
  const base = directives.get('base-uri')
  return [
    fact(
      wide.length === 0,
      'script-src',
      wide.length === 0 ? 'is a list' : `allows ${printable(wide.join(' '))}`,
    ),
    fact(
      objects?.includes("'none'") ?? false,
      'Plug-ins (object-src)',
      objects ? printable(objects.join(' ')) : 'are not limited',
    ),
    fact(
      /^'(none|self)'$/.test(base?.join(' ') ?? ''),
      'base-uri',
      base ? printable(base.join(' ')) : 'is not limited',
    ),
  ]
}
