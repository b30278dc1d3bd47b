import { expect, test } from 'vitest'
import { orderName } from '@/lib/checkout/order-name'
import { english, localeOf } from '@/lib/languages/locale'

const named = (...names: string[]) =>
  orderName(
    english.t,
    names.map((name) => ({ name })),
  )

test('an order is named by what it begins with, and how much more there is', () => {
  expect(named('Fox')).toBe('Fox')
  expect(named('Fox', 'Owl')).toBe('Fox and Owl')
  expect(named('Fox', 'Owl', 'Heron')).toBe('Fox and 2 more')
  expect(named(...Array.from({ length: 45 }, (_, n) => (n === 0 ? 'Fox' : `Model ${n}`)))).toBe(
    'Fox and 44 more',
  )
})

test('a name has at most 256 characters, none of them cut in half', () => {
  expect(named('a'.repeat(256))).toBe('a'.repeat(256))
  expect(named('🦊'.repeat(300))).toBe(`${'🦊'.repeat(255)}…`)
})

test('it is named in the language of the page', () => {
  const lines = ['Fox', 'Owl', 'Heron'].map((name) => ({ name }))
  expect(orderName(localeOf('de').t, lines.slice(0, 2))).toBe('Fox und Owl')
  expect(orderName(localeOf('de').t, lines)).toBe('Fox und 2 weitere')
})
