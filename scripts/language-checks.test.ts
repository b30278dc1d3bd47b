import { expect, test } from 'vitest'
import { unusedMessageFaults, writtenTextFaults } from './language-checks'

const page = (text: string) => [{ file: 'app/(site)/x.tsx', text }]

test.each([
  ['<p>Hello</p>', 'Hello'],
  ['<a title="Read on" href="/x" />', 'Read on'],
  ['<a aria-label="Cart">{t("x")}</a>', 'Cart'],
  ["const text = 'Nothing is here.'", 'Nothing is here.'],
  [['const text = `You have $', '{n} orders`'].join(''), 'You have … orders'],
  ["<p>{isThere ? 'Sold' : t('x')}</p>", 'Sold'],
])('%s has a text of its own', (text, found) => {
  expect(writtenTextFaults(page(text))).toEqual([
    `app/(site)/x.tsx: put "${found}" into a catalog (lib/languages)`,
  ])
})

test.each([
  '<p className="Sheet of paper">{t("x")} · <b>{name}</b>&nbsp;–</p>',
  "throw new Error('The order is missing.')",
  "log.warn('The order is missing.')",
  "import x from 'A b.'",
])('%s has none', (text) => {
  expect(writtenTextFaults(page(text))).toEqual([])
})

test('a message that nothing says is named', () => {
  const said = page(
    ["t('cart.title'); t(`cart.problems.$", '{code}`); <X words={words.checkout.card} />'].join(''),
  )
  const keys = ['cart.title', 'cart.problems.many', 'checkout.card.number', 'cart.lead', 'checkout.cards']
  expect(unusedMessageFaults(said, keys)).toEqual([
    'cart.lead is in the catalogs (lib/languages), but nothing says it',
    'checkout.cards is in the catalogs (lib/languages), but nothing says it',
  ])
})
