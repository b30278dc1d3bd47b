import type { CheerioAPI } from 'cheerio'
import { isLoopback } from '@/lib/env'
import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck, type Seen, type Site } from '@/lib/probe/check'
import { directivesOf } from '@/lib/probe/policy'
import { reviewedScripts } from '@/lib/security/payment-page'

/** The scripts of the payment page against the reviewed list. */
export const scripts: ProbeCheck = {
  id: 'C-scripts',
  section: 'C',
  title: 'Only reviewed scripts are on the payment page',
  asked: 'Every script of the payment page is listed, with its owner, purpose and integrity.',
  sources: [{ document: 'PCI DSS', number: '6.4.3, 11.6.1' }],
  criterion:
    'Each script in the page’s HTML and each address that its policy allows is on this version’s list.',
  rationale: 'A script that nobody reviewed may be there to steal card data.',
  limits:
    'It compares addresses, not contents; npm run payment-page compares contents. It runs no scripts, so it sees what they load only through the policy.',
  fix: 'Remove the script, or review it and add it to lib/security/payment-page.ts.',
  version: 1,
  look: async (site) => {
    const { payment } = await site.buyer.order()
    const { $ } = payment
    const policy = payment.headers.get('content-security-policy') ?? ''
    const allowed = directivesOf(policy).get('script-src') ?? []
    const inPage = $('script[src]')
      .toArray()
      .map((script) => $(script).attr('src') ?? '')
    const inPolicy = allowed.filter((source) => /^(https?:)?\/\/|^[\w*-]+(\.[\w*-]+)+/i.test(source))
    const facts = [
      ...inPage.map((source) => listed(source, 'Script', site)),
      ...inPolicy.map((source) => listed(source, 'Allowed by the policy', site)),
      ...inlineHandlers($),
    ]
    const faults = facts.filter(({ kind }) => kind === 'fault')
    const count = fact(
      true,
      'Scripts compared',
      `${inPage.length} in the page, ${inPolicy.length} in its policy`,
    )
    return judged([...faults.slice(0, 20), count], 'Every script is on the list.')
  },
}

function listed(source: string, what: string, { url, mode }: Site): Seen {
  const address = URL.canParse(source, url) ? new URL(source, url) : undefined
  const isListed =
    address !== undefined &&
    reviewedScripts({ shopUrl: url.origin, mode }).some((script) => {
      const known = new URL(script)
      // The emulator's address is any of this machine's.
      const sameHost =
        address.origin === known.origin ||
        (isLoopback(script) && isLoopback(address.href) && isLoopback(url.href))
      return (
        sameHost &&
        (script.endsWith('/')
          ? address.pathname.startsWith(known.pathname)
          : address.pathname === known.pathname)
      )
    })
  return fact(isListed, `${what} ${printable(source)}`, isListed ? 'is on the list' : 'is not on the list')
}

function inlineHandlers($: CheerioAPI): Seen[] {
  const found = $('*')
    .toArray()
    .flatMap((element) => Object.keys($(element).attr() ?? {}))
    .find((name) => /^on/i.test(name))
  return found === undefined ? [] : [fact(false, 'An attribute that runs script', printable(found))]
}
