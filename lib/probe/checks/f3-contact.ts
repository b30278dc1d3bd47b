import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck } from '@/lib/probe/check'

/** F3: a support contact on the payment page. */
export const contact: ProbeCheck = {
  id: 'F3',
  section: 'F',
  title: 'Support contact is easily found',
  asked: 'A support e-mail address or telephone number is easily found.',
  sources: [{ document: 'website standards', number: '3' }],
  criterion: 'The payment page has a link to an e-mail address or a telephone number.',
  rationale: 'Buyers who find nobody to ask go to their bank.',
  limits: 'Whether somebody answers there, a person has to say.',
  fix: 'Set SUPPORT_EMAIL, and SUPPORT_PHONE where there is one.',
  version: 1,
  look: async ({ buyer }) => {
    const { payment } = await buyer.order()
    const kinds = payment
      .$('a[href^="mailto:"], a[href^="tel:"]')
      .toArray()
      .map((link) => payment.$(link).attr('href')?.split(':')[0] ?? '')
    const seen = kinds.length === 0 ? 'none is linked' : printable([...new Set(kinds)].join(' and '))
    return judged([fact(kinds.length > 0, 'Support contact', seen)], 'The payment page links to it.')
  },
}
