import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck, type Seen, type Site } from '@/lib/probe/check'
import { policyLinks } from '@/lib/probe/policy-links'

const leastText = 300

/** F2: the three policies, linked on the payment page and readable signed out. */
export const policies: ProbeCheck = {
  id: 'F2',
  section: 'F',
  title: 'Terms, privacy and refund policy are linked and readable',
  asked: 'Terms of service, privacy policy and refund policy are clearly visible.',
  sources: [{ document: 'website standards', number: '2' }],
  criterion: `The payment page links to the three; each answers a signed-out guest with 200 and ${leastText} characters of text or more.`,
  rationale: 'Buyers must be able to read what they agree to, before and after.',
  limits: 'It counts characters; whether the policies are right, a person has to say.',
  fix: 'Put the links into the footer of every page, and see that each page answers without a session.',
  version: 1,
  look: async (site) => {
    const { payment } = await site.buyer.order()
    const facts: Seen[] = []
    for (const { name, href } of policyLinks(payment, 'body')) facts.push(await read(site, name, href))
    return judged(facts, 'All three are linked on the payment page and readable signed out.')
  },
}

async function read({ guest }: Site, name: string, href: string | undefined): Promise<Seen> {
  if (href === undefined) return fact(false, name, 'is not linked on the payment page')
  const page = await guest.open(href)
  page.$('script, style, header, footer, nav').remove()
  const length = page.$('body').text().replace(/\s+/g, ' ').trim().length
  const isThere = page.status === 200 && length >= leastText
  return fact(isThere, name, `${printable(href)} answered ${page.status} with ${length} characters`)
}
