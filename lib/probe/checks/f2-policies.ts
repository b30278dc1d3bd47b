import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck, type Seen, type Site } from '@/lib/probe/check'
import { policyLinks } from '@/lib/probe/policy-links'

const leastText = 300

/** F2: the three policies, linked on the payment page and readable signed out. */
export const policies: ProbeCheck = {
  id: 'F2',
  section: 'F',
  title: 'The terms, privacy and refund policies are linked and readable',
  asked: 'Terms of service, privacy policy and refund policy are clearly visible.',
  sources: [{ document: 'website standards', number: '2' }],
  criterion: `The payment page links to all three. Each answers a signed-out visitor with 200 and at least ${leastText} characters of text.`,
  rationale: 'Buyers must be able to read what they agree to, before and after paying.',
  limits: 'It counts characters. A person has to say whether the policies are right.',
  fix: 'Put the links in the footer of every page, and check that each page opens without a session.',
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
