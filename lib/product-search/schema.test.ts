import { describe, expect, test } from 'vitest'
import { currencies } from '@/lib/currencies.mjs'
import { languages } from '@/lib/languages/languages.mjs'
import { formatMoney } from '@/lib/money'
import { mostCharacters, readProductQuery, searchText, withoutPrices } from '@/lib/product-search/schema'

const read = (given: Parameters<typeof readProductQuery>[0], currency = 'USD') =>
  readProductQuery(given, currency)

test('nothing asks for everything, in the order of the shop', () => {
  expect(read({})).toEqual({
    notes: [],
    query: { text: '', kind: undefined, least: undefined, most: undefined, sort: 'best', page: 1 },
  })
  expect(read({ q: ' ', kind: '', min: '', max: '', sort: '', page: '' })).toEqual(read({}))
})

describe('a search', () => {
  test.each([
    ['  paper \n\t fox ', 'paper fox'],
    ['%', '%'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['\u202efox\u202c\u0000\u200b', 'fox'],
    ['ثعلب ورقي', 'ثعلب ورقي'],
    ['\ud800', ''],
    ['e\u0301', 'é'],
  ])('%j is looked for as %j', (typed, text) => {
    expect(searchText(typed)).toBe(text)
  })

  test('of 10,000 characters is cut, and its sender told', () => {
    const { query, notes } = read({ q: '🦊'.repeat(10_000) })
    expect(Array.from(query.text)).toHaveLength(mostCharacters)
    expect(notes).toEqual(['long'])
  })

  test('that is given twice counts once', () => {
    expect(read({ q: ['fox', 'owl'] }).query.text).toBe('fox')
  })
})

describe('a price', () => {
  test.each([
    ['6', 'USD', 600],
    ['7,50', 'USD', 750],
    ['$ 6.00', 'USD', 600],
    ['1.234,50 €', 'EUR', 123_450],
    ['1,234.50', 'USD', 123_450],
    ['500', 'JPY', 500],
    ['1.234', 'KWD', 1234],
    ['1,234 KWD', 'KWD', 1234],
    ['KWD\u00a01,234.500', 'KWD', 1_234_500],
    ['¥1,200', 'JPY', 1200],
    ['1.200 ¥', 'JPY', 1200],
    ['2,000', 'JPY', 2000],
    ['2.000', 'JPY', 2000],
    ['1.234', 'EUR', 123_400],
    ['1,000', 'USD', 100_000],
    ['1 000 usd', 'USD', 100_000],
    ['12.345.678', 'JPY', 12_345_678],
    ['0.500', 'USD', 50],
    ['999999999999', 'USD', 2 ** 31 - 1],
  ])('%s in %s is %i', (min, currency, least) => {
    expect(read({ min }, currency)).toMatchObject({ notes: [], query: { least } })
  })

  test.each(['cheap', '-1', '0.123', '12345.678', '1,23.50', '1,234,5', '1.2.3', '1e3', '٣', '5 EUR'])(
    '%s is left out and told',
    (min) => {
      expect(read({ min })).toMatchObject({
        notes: ['least'],
        query: { least: undefined },
      })
    },
  )

  test('longer than any amount is left out unread, whose points would take long to tell apart', () => {
    expect(read({ min: `${'$'.repeat(15_000)}6`, max: '.'.repeat(15_000) })).toMatchObject({
      notes: ['least', 'most'],
      query: { least: undefined, most: undefined },
    })
  })

  test('range that is turned round is turned back', () => {
    expect(read({ min: '10', max: '5' }).query).toMatchObject({ least: 500, most: 1000 })
  })
})

test.each([
  ['/products?q=fox&min=5.50&max=8&sort=new&page=2', '/products?q=fox&sort=new'],
  ['/products?min=5.50', '/products'],
  ['/products', '/products'],
  ['/products/fox?min=5', '/products/fox?min=5'],
  ['/', '/'],
])('in another currency, %s leads to %s', (page, to) => {
  expect(withoutPrices(page)).toBe(to)
})

test('what a reader sees of a price, in any language, is read as that price', () => {
  for (const { tag } of languages) {
    for (const currency of currencies) {
      for (const amount of [1, 99, 1200, 185_000, 1_234_567]) {
        const shown = formatMoney({ amount, currency }, tag)
        expect(read({ max: shown }, currency), shown).toMatchObject({ notes: [], query: { most: amount } })
      }
    }
  }
})

test('what there is not counts for nothing: an unknown kind is told, an order or a page is the first', () => {
  expect(read({ kind: 'toys', sort: 'random', page: '-3', other: 'x' })).toMatchObject({
    notes: ['kind'],
    query: { kind: undefined, sort: 'best', page: 1 },
  })
  expect(read({ kind: 'download' })).toMatchObject({ notes: [], query: { kind: 'DOWNLOAD' } })
  expect(read({ page: '0' }).query.page).toBe(1)
})
