import { printable } from '@/lib/form-browser/browser'
import { fact, judged, type ProbeCheck } from '@/lib/probe/check'

const placeholders = /\b(lorem|ipsum|placeholder|your company|company name|tbd|todo|example street|0{8})\b/i

/** F1: the company's name and address on the checkout page. */
export const company: ProbeCheck = {
  id: 'F1',
  section: 'F',
  title: 'The company name and address are on the checkout page',
  asked: 'The registered company name and address are visible on the final checkout page.',
  sources: [{ document: 'website standards', number: '1' }],
  criterion:
    'The payment page has a company name and at least one address line with a number, as text and not as a placeholder.',
  rationale: 'Card schemes require that buyers see whom they are paying.',
  limits:
    'A person has to compare it with the company register. In local and test mode the demo’s company is accepted.',
  fix: 'Set COMPANY_NAME, COMPANY_REGISTRATION and COMPANY_ADDRESS.',
  version: 1,
  look: async ({ buyer, mode }) => {
    const { payment } = await buyer.order()
    const { $ } = payment
    const place = $('address').first()
    const lines = place
      .children()
      .toArray()
      .map((line) => $(line).text().trim())
      .filter((line) => line !== '')
    const text = lines.length > 0 ? lines.join(', ') : place.text().replace(/\s+/g, ' ').trim()
    const isWhole = /\p{L}{2}/u.test(text) && /\d/.test(text) && text.length >= 15
    const isPlaceholder = mode === 'live' && placeholders.test(text.slice(0, 1000))
    return judged(
      [
        fact(
          isWhole,
          'Company data on the payment page',
          text === '' ? 'none is there' : `“${printable(text)}”`,
        ),
        ...(isPlaceholder ? [fact(false, 'Company data', 'is a placeholder')] : []),
      ],
      `It says “${printable(text)}”.`,
    )
  },
}
