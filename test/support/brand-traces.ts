import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type CheerioAPI, load } from 'cheerio'
import { brand } from '@/lib/brand/brand'
import { products } from '@/lib/brand/products'
import type { ProductInput } from '@/lib/catalog/schema'
import { languages } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { messagesOf } from '@/lib/languages/messages'
import { trackedFiles } from '@/scripts/repository-checks'
import { root } from '@/scripts/settings'
import { brand as secondBrand } from '@/test/fixtures/second-brand/lib/brand/brand'
import { products as secondProducts } from '@/test/fixtures/second-brand/lib/brand/products'
import { brand as secondGerman } from '@/test/fixtures/second-brand/lib/brand/words/de'
import { brand as secondEnglish } from '@/test/fixtures/second-brand/lib/brand/words/en'

// A brand is told by its words. Those are computed from what stands in lib/brand, so that they are those of whatever stands there.

/** Words among names and labels that a shop may say of any goods. */
const ordinary = wordsOf(
  'anyone browse built cover down drucken final folder half held ihn including inside person personal print publish replace right round straight ten well year yearly',
)

/** Words with which this repository speaks of payments alone: these pages know no goods. */
const plain = all(
  trackedFiles('sandbox', 'docs/paymentwall')
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(path.join(root, file), 'utf8')),
)

/** The words of a text: small letters, without the `s` of a plural. */
function wordsOf(text: string): Set<string> {
  const found = text.toLowerCase().match(/\p{L}{3,}/gu) ?? []
  return new Set(found.map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)))
}

/** Messages in ICU's syntax as they are read: without arguments, tags and what chooses between plurals. */
const spoken = (message: string) =>
  message.replace(/\{\w+(?:, ?\w+)*(?=[},])/g, ' ').replace(/<\/?\w+>|[{}]|=\d|\bother\b/g, ' ')

function all(texts: readonly string[]): Set<string> {
  return wordsOf(texts.join(' \n'))
}

type Products = readonly ProductInput[]

/** What products are called, with their addresses and files. */
const namesOf = (each: Products) =>
  each.flatMap(({ id, slug, name, artwork, texts, ...more }) => [
    ...[id, slug, name, artwork],
    ...Object.values(texts ?? {}).map((text) => text?.name ?? ''),
    'sheet' in more ? (more.sheet ?? '') : '',
  ])

const textsOf = (each: Products) =>
  each.flatMap(({ summary, description, texts }) => [
    ...[summary, description],
    ...Object.values(texts ?? {}).flatMap((text) => [text?.summary ?? '', text?.description ?? '']),
  ])

const messages = (prefix: RegExp) =>
  languages.flatMap(({ name }) =>
    [...messagesOf(localeOf(name).words)].flatMap(([key, text]) => (prefix.test(key) ? [spoken(text)] : [])),
  )

function without(words: ReadonlySet<string>, ...others: ReadonlySet<string>[]): string[] {
  return [...words].filter((word) => !others.some((other) => other.has(word))).sort()
}

const second = all([
  ...Object.values(secondBrand).filter((value) => value !== null),
  ...namesOf(secondProducts),
  ...textsOf(secondProducts),
  ...[secondEnglish, secondGerman].flatMap((words) => [...messagesOf(words).values()].map(spoken)),
])

/** Words of names and labels; a German word may begin with one. */
const labels = without(
  all([
    ...[brand.name, brand.slug],
    ...namesOf(products),
    ...messages(/^brand\.(?:tagline|sections|browse|kinds\.\w+\.label|home\.\w+\.title)/),
  ]),
  second,
  ordinary,
)

/**
 * The words by which the brand in lib/brand is told from the second one: all of its names and labels, and of its texts those that
 * no other message of the shop needs.
 */
export const brandWords: ReadonlySet<string> = new Set([
  ...labels,
  ...without(
    all([...textsOf(products), ...messages(/^brand\./)]),
    second,
    ordinary,
    plain,
    all(messages(/^(?!brand\.)/)),
  ),
])

const isTrace = (word: string) =>
  brandWords.has(word) ||
  (!ordinary.has(word) && labels.some((label) => label.length > 3 && word.startsWith(label)))

const readAloud = ['alt', 'title', 'aria-label', 'aria-description', 'content', 'placeholder', 'href', 'src']

/** What people and search engines read of a page, and where its links lead. */
function readable($: CheerioAPI): string {
  const data = $('script[type="application/ld+json"]').text()
  $('script, style, template').remove()
  const said = $('*')
    .toArray()
    .flatMap((element) => readAloud.map((name) => $(element).attr(name) ?? ''))
    // Not what a browser fetches of the build, nor the addresses of other sites.
    .filter((value) => !/^\/_next\/|^https?:\/\/(?!localhost)/.test(value))
  $('*').append(' ')
  return [$.root().text(), data, ...said].join(' \n')
}

/** The words of the brand that stand in a page, or in any text. */
export function tracesIn(text: string, isPage: boolean): string[] {
  const found = [...wordsOf(isPage ? readable(load(text)) : text)].filter(isTrace)
  return [...new Set([...found, ...namesIn(text)])].sort()
}

/** The names of the brand itself that stand anywhere in a text, or in a program. */
export function namesIn(text: string): string[] {
  const lower = text.toLowerCase()
  return [...new Set([brand.name, brand.slug].map((name) => name.toLowerCase()))].filter((name) =>
    lower.includes(name),
  )
}
