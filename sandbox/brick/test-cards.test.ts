import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { testCards } from './test-cards'

it('says of every test card what the README says', () => {
  const readme = readFileSync('sandbox/README.md', 'utf8')
  for (const { number, cvv, standsForAnyOtherCvv, code, happens } of testCards) {
    const name = standsForAnyOtherCvv ? `${cvv}, or any other` : cvv
    expect(readme).toContain(number)
    expect(readme).toContain(`| ${name} | ${code === null ? '' : `${code}. `}${happens} |`)
  }
})

interface ShopRow {
  number: string
  cvv: string
  standsForAnyOtherCvv: boolean
  code: number | null
  outcome: string
  happens: string
}

it("says of every test card what the shop's table says", () => {
  const rows: ShopRow[] = JSON.parse(readFileSync('lib/checkout/test-cards.json', 'utf8'))
  const expected = rows.map(({ number, cvv, standsForAnyOtherCvv, code, outcome, happens }) => {
    const review = outcome.startsWith('review-') ? outcome.slice('review-'.length) : null
    return { number, cvv, standsForAnyOtherCvv, code, review, happens }
  })
  expect(testCards).toEqual(expected)
})
