import type { z } from 'zod'
import type { ListedProduct } from '@/lib/catalog/prices'
import { type EditedProduct, editedSchema } from '@/lib/catalog/schema'
import { translatedLanguages } from '@/lib/catalog/texts'
import { currencies } from '@/lib/currencies.mjs'
import type { Product } from '@/lib/generated/prisma/client'
import { ProductKind } from '@/lib/generated/prisma/enums'
import { currencyDigits, fromTyped, toDecimal } from '@/lib/money'

const fieldTitles = {
  kind: 'Kind',
  name: 'Name',
  slug: 'URL slug',
  summary: 'Summary',
  description: 'Description',
  artwork: 'Built-in picture',
  capture: 'Charge cards immediately',
  credits: 'Credits',
  sheet: 'Built-in file',
  keysFromPool: 'Sell imported keys',
  lowStock: 'Low stock alert at',
  periodLength: 'Period',
  periodUnit: 'Unit',
  trialLength: 'Trial length',
  trialUnit: 'Trial unit',
} as const

type PriceField = `${'price' | 'trialPrice'}.${string}`

const texts = ['name', 'summary', 'description'] as const

type TextField = `${(typeof texts)[number]}.${string}`

/** A field of the form of a product. Its prices have one for each currency, such as `price.USD`, its texts one for each language, such as `name.de`. */
export type FieldName = keyof typeof fieldTitles | PriceField | TextField

const priceField = /^(price|trialPrice)\.([A-Z]{3})$/
const textField = /^(name|summary|description)\.([a-z-]+)$/

/** What a field of the form of a product is called, or its name if there is none of it. */
export function fieldTitle(name: string): string {
  const [, kind, currency] = priceField.exec(name) ?? []
  if (kind !== undefined) return `${kind === 'price' ? 'Price' : 'Trial price'} in ${currency}`
  const titles = new Map<string, string>(Object.entries(fieldTitles))
  const [, text = '', language] = textField.exec(name) ?? []
  if (language !== undefined) return `${titles.get(text)} in ${languageTitle(language)}`
  return titles.get(name) ?? name
}

/** A language as operators call it. */
export function languageTitle(language: string): string {
  return new Intl.DisplayNames('en-GB', { type: 'language' }).of(language) ?? language
}

/** What is typed into the form, by field. A box that is not ticked is not there. */
export type ProductForm = { [Name in keyof typeof fieldTitles]?: string } & {
  [name: PriceField | TextField]: string
}

/** What an editing form shows again, when it could not be saved: all that was typed, and what is wrong with which field. */
export interface EditState {
  values: Record<string, string>
  /** By field; `form` for the whole. */
  errors: Record<string, string>
}

const ticked = 'yes'

/** Whether a text names a kind of product. */
export function isKind(text: unknown): text is ProductKind {
  return typeof text === 'string' && Object.hasOwn(ProductKind, text)
}

/** The form of a new product of a kind. */
export function emptyForm(kind: ProductKind): ProductForm {
  return {
    kind,
    artwork: 'mark.svg',
    capture: ticked,
    lowStock: '10',
    ...(kind === 'MEMBERSHIP' && { periodLength: '1', periodUnit: 'month' }),
  }
}

/** The form of a product as it is. */
export function formOf(product: ListedProduct): ProductForm {
  const own = {
    ...product,
    capture: product.capture ? ticked : null,
    keysFromPool: product.keysFromPool ? ticked : null,
  }
  const names = Object.keys(fieldTitles) as (keyof typeof fieldTitles)[]
  const prices = product.priceList.flatMap(({ amount, trialAmount, currency }) => [
    [`price.${currency}`, toDecimal({ amount, currency })],
    ...(trialAmount === null
      ? []
      : [[`trialPrice.${currency}`, toDecimal({ amount: trialAmount, currency })]]),
  ])
  return Object.fromEntries([
    ...names.flatMap((name) => (own[name] === null ? [] : [[name, String(own[name])]])),
    ...prices,
    ...product.texts.flatMap((each) => texts.map((text) => [`${text}.${each.language}`, each[text]])),
  ])
}

/** The currencies for which the form of a product asks: those that visitors choose from, and what else it has a price in. */
export function currenciesAsked(form: ProductForm): string[] {
  const priced = Object.keys(form).map((name) => priceField.exec(name)?.[2])
  return [...new Set([...currencies, ...priced.filter((currency) => currency !== undefined)])]
}

/** What a form comes to: a product, or what is wrong with which field. */
export type Read = { ok: true; product: EditedProduct } | { ok: false; errors: Record<string, string> }

/** Reads what was typed, and takes what no field says from the product. */
export function readForm(
  form: ProductForm,
  { id, position, active }: Pick<Product, 'id' | 'position' | 'active'>,
): Read {
  const kind = isKind(form.kind) ? form.kind : 'DOWNLOAD'
  const text = (name: FieldName) => (form[name] ?? '').replace(/\r\n?/g, '\n').trim()
  const given = (name: FieldName) => text(name) !== ''
  const wrong: Record<string, string> = {}
  const amounts = (kind: 'price' | 'trialPrice') => {
    const asked = currenciesAsked(form).filter((currency) => given(`${kind}.${currency}`))
    return Object.fromEntries(
      asked.map((currency) => {
        const name = `${kind}.${currency}` as const
        const value = fromTyped(text(name), currency)?.amount
        if (value === undefined) {
          wrong[name] =
            `Enter an amount such as ${toDecimal({ amount: 10 ** currencyDigits(currency) * 10 - 1, currency })}.`
        }
        return [currency, value ?? 1]
      }),
    )
  }
  const translations = translatedLanguages.flatMap(({ name: language }) => {
    const typed = texts.map((each) => [each, text(`${each}.${language}`)] as const)
    return typed.every(([, value]) => value === '') ? [] : [[language, Object.fromEntries(typed)]]
  })
  const whole = (name: FieldName) => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : Number.NaN)
  const trialPrices = kind === 'MEMBERSHIP' ? amounts('trialPrice') : {}
  const hasTrial = Object.keys(trialPrices).length > 0 || given('trialLength')
  const input = {
    id,
    position,
    active,
    kind,
    slug: text('slug'),
    name: text('name'),
    summary: text('summary'),
    description: text('description'),
    artwork: text('artwork'),
    texts: Object.fromEntries(translations),
    prices: amounts('price'),
    ...(kind !== 'MEMBERSHIP' && { capture: form.capture === ticked }),
    ...(kind === 'DOWNLOAD' && given('sheet') && { sheet: text('sheet') }),
    ...(kind === 'LICENCE' && { keysFromPool: form.keysFromPool === ticked, lowStock: whole('lowStock') }),
    ...(kind === 'CREDITS' && { credits: whole('credits') }),
    ...(kind === 'MEMBERSHIP' && {
      periodLength: whole('periodLength'),
      periodUnit: text('periodUnit'),
      ...(hasTrial && {
        trialPrices,
        trialLength: whole('trialLength'),
        trialUnit: text('trialUnit'),
      }),
    }),
  }
  const result = editedSchema.safeParse(input)
  const errors = { ...(result.success ? {} : errorsOf(result.error)), ...wrong }
  if (result.success && Object.keys(errors).length === 0) return { ok: true, product: result.data }
  return { ok: false, errors }
}

/** The fields that differ between two forms, with the texts of both. */
export function differences(a: ProductForm, b: ProductForm): { name: FieldName; a: string; b: string }[] {
  const names = new Set([...Object.keys(fieldTitles), ...Object.keys(a), ...Object.keys(b)]) as Set<FieldName>
  return [...names]
    .filter((name) => name in fieldTitles || priceField.test(name) || textField.test(name))
    .map((name) => ({ name, a: a[name] ?? '', b: b[name] ?? '' }))
    .filter((each) => each.a.replace(/\r\n?/g, '\n').trim() !== each.b.replace(/\r\n?/g, '\n').trim())
}

function errorsOf({ issues }: z.ZodError): Record<string, string> {
  // The first fault of a field stays.
  return Object.fromEntries(issues.map((issue) => [fieldOf(issue.path), sentenceOf(issue)]).reverse())
}

function fieldOf([first = 'form', second, third]: readonly PropertyKey[]): string {
  if (first === 'texts') return `${String(third)}.${String(second)}`
  if (first === 'prices') return `price.${String(second ?? currencies[0])}`
  return first === 'trialPrices' ? `trialPrice.${String(second)}` : String(first)
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin === 'string') return 'Fill in this field.'
  if (issue.code === 'too_big' && issue.origin === 'string') return `At most ${issue.maximum} characters.`
  if (issue.code === 'too_small') return `At least ${Number(issue.minimum) + (issue.inclusive ? 0 : 1)}.`
  if (issue.code === 'too_big') return `At most ${issue.maximum}.`
  if (issue.code === 'invalid_type') return 'Enter a whole number.'
  if (issue.code === 'invalid_value') return 'Choose one of these.'
  const { message } = issue
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.)]$/.test(message) ? '' : '.'}`
}
