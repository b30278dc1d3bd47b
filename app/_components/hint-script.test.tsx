import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { HintPlace, HintScript } from '@/app/_components/hint-script'
import { ThemeSwitch } from '@/app/_components/theme-switch'
import type { Translate } from '@/lib/languages/locale'

// As a browser writes it in innerHTML, with which the script compares at each change of the page: what it reads differently would
// be put there again without end.
const text = 'L’achat\u00a0: 3 < 4 & "plus"'
const read = 'L’achat&nbsp;: 3 &lt; 4 &amp; "plus"'
const t = (() => text) as unknown as Translate

test('whatever a language says is put into the header as a browser reads it back', () => {
  const script = renderToStaticMarkup(<HintScript t={t} />)
  const quoted = JSON.stringify(read)
  expect(script).toContain(`?${quoted}:${quoted}`)
  expect(script).not.toContain(text)
  expect(renderToStaticMarkup(<HintPlace of="account" text={text} />)).toContain(`>${read}<`)
})

test('whatever a language says is a text of the choice of colours', () => {
  const choice = renderToStaticMarkup(<ThemeSwitch t={t} />)
  expect(choice).toContain(`<option value="dark">${read}</option>`)
  expect(choice).not.toContain(text)
})
