import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck, unchecked } from '@/lib/probe/check'

const cardWords =
  /card.?(number|no\b|num)|cc.?(number|num|csc|exp)|\bcvv\b|\bcvc\b|\bcsc\b|security.?code|expir(y|ation)/i

/** C5: card inputs have no name, so that no form sends them to the shop. */
export const cardInputs: ProbeCheck = {
  id: 'C5',
  section: 'C',
  title: 'Card inputs have no name',
  asked: 'The server never receives card data: its inputs have no name attribute.',
  sources: [
    { document: 'technical review', number: 'Brick 5' },
    { document: 'integration checklist', number: '2.7' },
  ],
  criterion: 'The payment page has card inputs, and none of them has a name.',
  rationale: 'An input with a name is submitted to the shop with the form.',
  limits:
    'It reads the page’s HTML. A form drawn by Paymentwall’s script is not visible here; the go-live page covers it.',
  fix: 'Remove the name of every card input. Brick.js needs only data-brick.',
  version: 1,
  look: async ({ buyer }) => {
    const { payment } = await buyer.order()
    const { $ } = payment
    const inputs = $('input')
      .toArray()
      .map((input) => $(input))
      .filter(
        (input) =>
          /^cc-/.test(input.attr('autocomplete') ?? '') ||
          input.attr('data-brick') !== undefined ||
          ['id', 'name', 'placeholder', 'aria-label'].some((at) =>
            cardWords.test((input.attr(at) ?? '').slice(0, 100)),
          ),
      )
    if (inputs.length === 0) {
      return unchecked(
        'The page’s HTML has no card input: Paymentwall’s script draws the form, or it is in a frame.',
      )
    }
    const named = inputs.filter((input) => (input.attr('name') ?? '') !== '')
    const facts = named.map((input) =>
      fact(false, `Card input “${printable(input.attr('name') ?? '')}”`, 'has a name'),
    )
    facts.push(fact(true, 'Card inputs', `${inputs.length}, of which ${named.length} have a name`))
    return judged(facts, `None of ${inputs.length} card inputs has a name.`)
  },
}
