import { fact, judged, type ProbeCheck } from '@/lib/probe/check'
import { policyLinks } from '@/lib/probe/policy-links'

/** F4: the policies are accepted before paying, or stand beside the button. */
export const acceptance: ProbeCheck = {
  id: 'F4',
  section: 'F',
  title: 'The policies are accepted before payment',
  asked:
    'The three policies are disclosed by click-to-accept before the final checkout, or near the pay button.',
  sources: [{ document: 'website standards', number: '4' }],
  criterion: 'The checkout has a form with links to the three policies, and its checkbox is not pre-ticked.',
  rationale: 'Terms that the buyer did not accept count for little in a dispute.',
  limits: 'It looks at one order of one product.',
  fix: 'Show an unticked checkbox, with links to the three policies, before any payment method.',
  version: 1,
  look: async ({ buyer }) => {
    const { terms } = await buyer.order()
    const boxes = terms.$('form input[type=checkbox]')
    const ticked = boxes.filter('[checked]').length
    return judged(
      [
        ...policyLinks(terms, 'form').map(({ name, href }) =>
          fact(
            href !== undefined,
            `${name} beside the button`,
            href === undefined ? 'is not linked' : 'is linked',
          ),
        ),
        fact(
          ticked === 0,
          'Checkboxes',
          ticked === 0 ? `${boxes.length}, none pre-ticked` : 'one is pre-ticked',
        ),
      ],
      'The three policies are beside the button, and nothing is pre-ticked.',
    )
  },
}
