import { describe, expect, test } from 'vitest'
import { cardErrorSentence } from '@/lib/card-errors'
import { languages } from '@/lib/languages/languages.mjs'
import { english, localeOf } from '@/lib/languages/locale'
import { brickErrors } from '@/lib/paymentwall/brick-errors'

describe.each(languages)('in $title', ({ name }) => {
  const { t } = localeOf(name)

  test.each([...brickErrors.keys()])('%i is told in whole sentences that show no code', (code) => {
    const sentence = cardErrorSentence(t, code)
    expect(sentence).toMatch(/^\p{Lu}[^!]{20,}\.$/u)
    expect(sentence).not.toMatch(/\d{3}/)
  })
})

test('what the buyer can’t have done is told as any payment that fails', () => {
  expect(cardErrorSentence(english.t, 3201)).toBe(cardErrorSentence(english.t, undefined))
  expect(cardErrorSentence(english.t, 9999)).toContain('another card')
})
