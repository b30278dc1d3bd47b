import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck } from '@/lib/probe/check'

/** F3: a support contact on the payment page. */
export const contact: ProbeCheck = {
  id: 'F3',
  section: 'F',
  title: 'A support contact is easy to find',
  asked: 'An e-mail address or telephone number for support is easy to find.',
  sources: [{ document: 'website standards', number: '3' }],
  criterion: 'The payment page has a link to an e-mail address or a telephone number.',
  rationale: 'A buyer who can’t reach support asks the bank for a chargeback.',
  limits: 'A person has to say whether anyone answers.',
  fix: 'Set SUPPORT_EMAIL, and SUPPORT_PHONE if you have a telephone number.',
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
