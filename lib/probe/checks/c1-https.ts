import { isLoopback } from '@/lib/env'
import { type Page, printable } from '@/lib/form-browser/browser'
import { type Finding, fact, judged, type ProbeCheck, type Seen, type Site } from '@/lib/probe/check'

const leastAge = 15_552_000

/** C1: HTTPS, the redirect to it, HSTS and mixed content. */
export const https: ProbeCheck = {
  id: 'C1',
  section: 'C',
  title: 'The payment page is on HTTPS',
  asked: 'The payment page is served over HTTPS.',
  sources: [{ document: 'technical review', number: 'Brick 1' }],
  criterion:
    'http:// redirects to https:// or is not answered, the payment page sets HSTS for at least half a year, and it loads nothing over http://.',
  rationale: 'A single page over http:// lets anyone on the network path replace the card form.',
  limits: 'Mixed content is looked for only in the page’s HTML. HSTS is not required on loopback addresses.',
  fix: 'Redirect http:// to https:// in the proxy, set SHOP_URL to https://, and load everything from https://.',
  version: 1,
  look: lookAtHttps,
}

async function lookAtHttps(site: Site): Promise<Finding> {
  if (site.url.protocol !== 'https:') {
    return judged([fact(false, 'The address', 'begins with http://, so nothing is encrypted')], '')
  }
  const { payment } = await site.buyer.order()
  const facts = [await redirectOf(site), mixedContent(payment)]
  if (!isLoopback(site.url.href)) facts.push(transportSecurity(payment))
  return judged(facts, 'http:// redirects to https://, and the payment page stays there.')
}

/** On a port of its own the shop may answer both; otherwise http:// has port 80. */
async function redirectOf({ url, send }: Site): Promise<Seen> {
  const plain = new URL(url.href)
  plain.protocol = 'http:'
  const what = `GET ${plain.origin}/`
  try {
    const { status, headers } = await send(new URL('/', plain))
    const target = headers.get('location') ?? ''
    const leads = status >= 300 && status < 400 && URL.canParse(target, plain)
    const goal = leads ? new URL(target, plain) : undefined
    const isRight = goal?.protocol === 'https:' && goal.hostname === url.hostname
    // A server that speaks TLS alone says 400 to http:// on its port.
    if (url.port !== '' && status === 400) return fact(true, what, 'was refused with 400')
    return fact(
      isRight,
      what,
      goal ? `redirected to ${printable(goal.origin)} (${status})` : `was answered with ${status}`,
    )
  } catch {
    return fact(true, what, 'was not answered')
  }
}

function transportSecurity({ headers }: Page): Seen {
  const given = headers.get('strict-transport-security') ?? ''
  const age = Number(/max-age\s*=\s*"?(\d{1,12})/i.exec(given)?.[1] ?? 0)
  return fact(age >= leastAge, 'Strict-Transport-Security', given === '' ? 'is not set' : printable(given))
}

function mixedContent({ $ }: Page): Seen {
  const found = $('script[src], iframe[src], img[src], link[rel=stylesheet][href], form[action]')
    .toArray()
    .map((element) => $(element).attr('src') ?? $(element).attr('href') ?? $(element).attr('action') ?? '')
    .find((address) => /^http:/i.test(address) && !isLoopback(address))
  return fact(found === undefined, 'Content from http://', found === undefined ? 'none' : printable(found))
}
