import { createTranslator } from 'use-intl/core'
import { keptFormats } from '@/lib/kept-formats'
import type { Catalog } from '@/lib/languages/catalog'
import { de } from '@/lib/languages/de'
import { en } from '@/lib/languages/en'
import { addressIn, type Language, languageOf } from '@/lib/languages/languages.mjs'
import { messagesOf } from '@/lib/languages/messages'
import { formatMoney, type Money } from '@/lib/money'

const catalogs: Record<Language, Catalog> = { en, de }

const dates = keptFormats((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }))
const shortDates = keptFormats(
  (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }),
)
const lists = keptFormats((tag) => new Intl.ListFormat(tag, { type: 'conjunction' }))

/** Keeps a day and its month together where the day ends with a full stop: a line that ends there looks like a sentence that does. */
export function unbroken(date: string): string {
  return date.replace(/(?<=\d\.) /g, '\u00a0')
}

function translator(tag: string, catalog: Catalog) {
  // Both have the same keys, and each message the same arguments (catalogs.test.ts).
  const translate = createTranslator({
    locale: tag,
    messages: catalog as typeof en,
    onError: (error) => {
      throw error
    },
  })
  // Most messages are a plain text; most others say a count, an amount or a currency, over and over. The library looks each up
  // step by step, and formats it, every time: of what it takes to draw a page that was a fortieth.
  const plain = new Map([...messagesOf(catalog)].filter(([, message]) => !/['{<]/.test(message)))
  const formatted = new Map<string, string>()
  const known = (...given: Parameters<typeof translate>): string => {
    const [key, values] = given
    if (values === undefined) return plain.get(key) ?? translate(...given)
    if (!isSaidOften(values)) return translate(...given)
    const name = `${key} ${JSON.stringify(values)}`
    const text = formatted.get(name) ?? translate(...given)
    if (formatted.size >= mostFormatted) formatted.clear()
    formatted.set(name, text)
    return text
  }
  return Object.assign(known, translate) as typeof translate
}

/** More than the shop's pages say at a time. */
const mostFormatted = 1000

/** Numbers, and texts as short as an amount: few names are, and nothing that is as long is kept. */
function isSaidOften(values: object): boolean {
  return Object.values(values).every(
    (value) => typeof value === 'number' || (typeof value === 'string' && value.length <= 10),
  )
}

/** A message by its key, in ICU's syntax; `rich` for one with tags. */
export type Translate = ReturnType<typeof translator>

/** How the shop speaks to a reader: in one language, with its formats, and with its addresses. */
export interface Locale {
  readonly language: Language
  /** BCP 47: for `lang` and formats. */
  readonly tag: string
  readonly t: Translate
  /** The texts as they are, for a component that browsers run: `words.checkout.card`. None of them may have an argument or a tag. */
  readonly words: Catalog
  /** A path of the shop's pages ("/cart") → that of the page in this language ("/de/cart"). */
  readonly path: (path: string) => string
  readonly money: (money: Money) => string
  /** A day in UTC: "6 December 2026". Where its number ends with a full stop, the line does not break after it. */
  readonly date: (day: Date) => string
  /** The same where there is little room: "6 Dec 2026". */
  readonly shortDate: (day: Date) => string
  /** "a, b and c". */
  readonly list: (items: Iterable<string>) => string
}

function newLocale(language: Language): Locale {
  const { tag } = languageOf(language)
  return {
    language,
    tag,
    t: translator(tag, catalogs[language]),
    words: catalogs[language],
    path: (page) => addressIn(language, page),
    money: (money) => formatMoney(money, tag),
    date: (day) => unbroken(dates(tag).format(day)),
    shortDate: (day) => shortDates(tag).format(day),
    list: (items) => lists(tag).format(items),
  }
}

const locales: Record<Language, Locale> = { en: newLocale('en'), de: newLocale('de') }

/** The locale of a language. */
export function localeOf(language: Language): Locale {
  return locales[language]
}

/** That of the back office, of commands and of the go-live page. */
export const english = locales.en
