import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { testCards } from './test-cards'

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
