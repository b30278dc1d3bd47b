import type { z } from 'zod'
import { type EditedProduct, editedSchema } from '@/lib/catalog/schema'
import type { Product } from '@/lib/generated/prisma/client'
import { ProductKind } from '@/lib/generated/prisma/enums'
import { currencyDigits, fromDecimal, toDecimal } from '@/lib/money'

/** The fields of the form of a product by name, with what they are called. */
export const fieldTitles = {
  kind: 'Kind',
  name: 'Name',
  slug: 'URL slug',
  summary: 'Summary',
  description: 'Description',
  artwork: 'Built-in picture',
  amount: 'Price',
  currency: 'Currency',
  capture: 'Charge cards immediately',
  credits: 'Credits',
  sheet: 'Built-in file',
  keysFromPool: 'Sell imported keys',
  lowStock: 'Low stock alert at',
  periodLength: 'Period',
  periodUnit: 'Unit',
  trialAmount: 'Trial price',
  trialLength: 'Trial length',
  trialUnit: 'Trial unit',
} as const

export type FieldName = keyof typeof fieldTitles

/** What is typed into the form, by field. A box that is not ticked is not there. */
export type ProductForm = Partial<Record<FieldName, string>>

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
    currency: 'USD',
    capture: ticked,
    lowStock: '10',
    ...(kind === 'MEMBERSHIP' && { periodLength: '1', periodUnit: 'month' }),
  }
}

/** The form of a product as it is. */
export function formOf(product: Product): ProductForm {
  const texts = {
    ...product,
    amount: toDecimal(product),
    trialAmount:
      product.trialAmount === null
        ? null
        : toDecimal({ amount: product.trialAmount, currency: product.currency }),
    capture: product.capture ? ticked : null,
    keysFromPool: product.keysFromPool ? ticked : null,
  }
  const names = Object.keys(fieldTitles) as FieldName[]
  return Object.fromEntries(
    names.flatMap((name) => (texts[name] === null ? [] : [[name, String(texts[name])]])),
  )
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
  const currency = text('currency').toUpperCase()
  const given = (name: FieldName) => text(name) !== ''
  const wrong: Record<string, string> = {}
  const amount = (name: 'amount' | 'trialAmount') => {
    const value = isCurrency(currency) ? fromDecimal(text(name), currency)?.amount : 0
    if (value === undefined) {
      wrong[name] =
        `Enter an amount such as ${toDecimal({ amount: 10 ** currencyDigits(currency) * 10 - 1, currency })}.`
    }
    return value ?? 1
  }
  const whole = (name: FieldName) => (/^\d{1,9}$/.test(text(name)) ? Number(text(name)) : Number.NaN)
  const hasTrial = given('trialAmount') || given('trialLength')
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
    amount: amount('amount'),
    currency,
    ...(kind !== 'MEMBERSHIP' && { capture: form.capture === ticked }),
    ...(kind === 'DOWNLOAD' && given('sheet') && { sheet: text('sheet') }),
    ...(kind === 'LICENCE' && { keysFromPool: form.keysFromPool === ticked, lowStock: whole('lowStock') }),
    ...(kind === 'CREDITS' && { credits: whole('credits') }),
    ...(kind === 'MEMBERSHIP' && {
      periodLength: whole('periodLength'),
      periodUnit: text('periodUnit'),
      ...(hasTrial && {
        trialAmount: amount('trialAmount'),
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
  const names = Object.keys(fieldTitles) as FieldName[]
  return names
    .map((name) => ({ name, a: a[name] ?? '', b: b[name] ?? '' }))
    .filter((each) => each.a.replace(/\r\n?/g, '\n').trim() !== each.b.replace(/\r\n?/g, '\n').trim())
}

function isCurrency(text: string): boolean {
  return /^[A-Z]{3}$/.test(text)
}

function errorsOf({ issues }: z.ZodError): Record<string, string> {
  // The first fault of a field stays.
  return Object.fromEntries(
    issues.map((issue) => [String(issue.path[0] ?? 'form'), sentenceOf(issue)]).reverse(),
  )
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin === 'string') return 'Enter something here.'
  if (issue.code === 'too_big' && issue.origin === 'string') return `At most ${issue.maximum} characters.`
  if (issue.code === 'too_small') return `At least ${Number(issue.minimum) + (issue.inclusive ? 0 : 1)}.`
  if (issue.code === 'too_big') return `At most ${issue.maximum}.`
  if (issue.code === 'invalid_type') return 'Enter a whole number.'
  if (issue.code === 'invalid_value') return 'Choose one of these.'
  const { message } = issue
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.)]$/.test(message) ? '' : '.'}`
}
