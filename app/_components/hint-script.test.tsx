import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { HintPlace, HintScript } from '@/app/_components/hint-script'
import { ThemeSwitch } from '@/app/_components/theme-switch'
import { languages } from '@/lib/languages/languages.mjs'
import { localeOf, type Translate } from '@/lib/languages/locale'

// As a browser writes it in innerHTML, with which the script compares at each change of the page: what it reads differently would
// be put there again without end.
const text = 'L’achat\u00a0: 3 < 4 & "plus"'
const read = 'L’achat&nbsp;: 3 &lt; 4 &amp; "plus"'
const t = (() => text) as unknown as Translate

test('whatever a language says is put into the header as a browser reads it back', () => {
  const script = renderToStaticMarkup(<HintScript locale={{ t, tag: 'en-GB' }} />)
  const quoted = JSON.stringify(read)
  expect(script).toContain(`?${quoted}:${quoted}`)
  expect(script).not.toContain(text)
  expect(renderToStaticMarkup(<HintPlace of="account" text={text} />)).toContain(`>${read}<`)
})

test.each([
  ['is', ['one', 'other', 'other', 'other']],
  ['pl', ['one', 'few', 'many', 'few']],
  ['ar', ['one', 'few', 'many', 'other']],
])('in %s the header counts items as the language does', (tag, plurals) => {
  const inPlurals = ((key: string, { count = 0 } = {}) =>
    `${key} ${new Intl.PluralRules(tag).select(count)}`) as unknown as Translate
  const script = renderToStaticMarkup(<HintScript locale={{ t: inPlurals, tag }} />)
  const [, words = ''] = /'\+(\{[^}]*\})\[new Intl/.exec(script) ?? []
  const select = (count: number) => JSON.parse(words)[new Intl.PluralRules(tag).select(count)]
  expect([1, 4, 11, 102].map(select)).toEqual(plurals.map((plural) => `cart.items ${plural}`))
})

test('where only 1 is one, as in English and German, the script does without plurals', () => {
  for (const { t, tag } of languages.map(({ name }) => localeOf(name))) {
    const script = renderToStaticMarkup(<HintScript locale={{ t, tag }} />)
    const [one, other] = [1, 2].map((count) => t('cart.items', { count }))
    expect(script).toContain(`(n<2?"${one}":"${other}")`)
    expect(script).not.toContain('PluralRules')
  }
})

test('whatever a language says is a text of the choice of colours', () => {
  const choice = renderToStaticMarkup(<ThemeSwitch t={t} />)
  expect(choice).toContain(`<option value="dark">${read}</option>`)
  expect(choice).not.toContain(text)
})
