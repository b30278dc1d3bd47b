import type { EditField } from '@/app/(admin)/admin/products/edit-form'
import { languageTitle } from '@/lib/catalog/form'
import { translatedLanguages } from '@/lib/catalog/texts'
import type { ProductKind } from '@/lib/generated/prisma/enums'

type Choices = readonly (readonly [value: string, title: string])[]

const units: Choices = [
  ['day', 'days'],
  ['week', 'weeks'],
  ['month', 'months'],
  ['year', 'years'],
]

const text: EditField[] = [
  { control: 'text', name: 'name', label: 'Name', maxLength: 80, required: true },
  {
    control: 'text',
    name: 'slug',
    label: 'URL slug',
    hint: 'The last part of the product page’s URL. Lower-case letters, digits and single hyphens.',
    maxLength: 64,
    required: true,
  },
  {
    control: 'text',
    name: 'summary',
    label: 'Summary',
    hint: 'One sentence, for lists.',
    maxLength: 160,
    required: true,
  },
  {
    control: 'area',
    name: 'description',
    label: 'Description',
    hint: 'Separate paragraphs with an empty line. Start lines with “- ” for a list.',
    maxLength: 4000,
    required: true,
  },
]

/** The same in each other language: all three, or none. */
const translations: EditField[] = translatedLanguages.flatMap(({ name: language }) =>
  text
    .filter(({ name }) => name !== 'slug')
    .map(({ required: _, hint: __, ...field }) => ({
      ...field,
      name: `${field.name}.${language}`,
      label: `${field.label} in ${languageTitle(language)}`,
      ...(field.name === 'name' && { hint: 'Leave all three empty to show the product as above.' }),
    })),
)

/** The prices in each currency. */
const prices = (kind: 'price' | 'trialPrice', label: string, currencies: readonly string[]): EditField[] =>
  currencies.map((currency) => ({
    control: 'text',
    name: `${kind}.${currency}`,
    label: `${label} in ${currency}`,
    inputMode: 'decimal',
    isHalf: true,
  }))

const plan = (currencies: readonly string[]): EditField[] => [
  {
    control: 'text',
    name: 'periodLength',
    label: 'Period',
    inputMode: 'numeric',
    required: true,
    isHalf: true,
  },
  { control: 'choice', name: 'periodUnit', label: 'Unit', choices: units, isHalf: true },
  ...prices('trialPrice', 'Trial price', currencies),
  {
    control: 'text',
    name: 'trialLength',
    label: 'Trial length',
    hint: 'For a free trial, enter 0 as the price. For no trial, leave the prices and the length empty.',
    inputMode: 'numeric',
    isHalf: true,
  },
  {
    control: 'choice',
    name: 'trialUnit',
    label: 'Trial unit',
    choices: units,
    isHalf: true,
  },
]

const keys: EditField[] = [
  {
    control: 'box',
    name: 'keysFromPool',
    label: 'Sell imported keys',
    hint: 'If off, the shop generates a key for each sale. If on, the product is sold out when no keys are left.',
  },
  {
    control: 'text',
    name: 'lowStock',
    label: 'Low stock alert at',
    inputMode: 'numeric',
    required: true,
  },
]

const capture: EditField = {
  control: 'box',
  name: 'capture',
  label: 'Charge cards immediately',
  hint: 'If off, cards are only authorised, and you capture the payment within seven days.',
}

const own: Record<ProductKind, (sheets: Choices, currencies: readonly string[]) => EditField[]> = {
  MEMBERSHIP: (_, currencies) => plan(currencies),
  LICENCE: () => [...keys, capture],
  CREDITS: () => [
    { control: 'text', name: 'credits', label: 'Credits', inputMode: 'numeric', required: true },
    capture,
  ],
  DOWNLOAD: (sheets) => [
    {
      control: 'choice',
      name: 'sheet',
      label: 'Built-in file',
      hint: 'An uploaded file replaces it.',
      choices: [['', 'None'], ...sheets],
    },
    capture,
  ],
}

/** The fields of the form of a product of a kind, with a price in each of some currencies: it is not sold where that is empty. */
export function productFields(
  kind: ProductKind,
  { artworks, sheets }: { artworks: readonly string[]; sheets: readonly string[] },
  currencies: readonly string[],
): EditField[] {
  const choicesOf = (files: readonly string[]): Choices => files.map((file) => [file, file])
  const price = kind === 'MEMBERSHIP' ? 'Price per period' : 'Price'
  return [
    ...text,
    ...translations,
    ...prices('price', price, currencies),
    ...own[kind](choicesOf(sheets), currencies),
    {
      control: 'choice',
      name: 'artwork',
      label: 'Built-in picture',
      hint: 'An uploaded picture replaces it.',
      choices: choicesOf(artworks),
    },
  ]
}
