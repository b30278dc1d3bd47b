import type { EditField } from '@/app/(admin)/admin/products/edit-form'
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
    label: 'Address',
    hint: 'Lower-case letters, digits and single hyphens: the end of the address of its page.',
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
    hint: 'An empty line begins a paragraph. Lines that begin with “- ” make a list.',
    maxLength: 4000,
    required: true,
  },
]

const plan: EditField[] = [
  {
    control: 'text',
    name: 'periodLength',
    label: 'Period',
    inputMode: 'numeric',
    required: true,
    isHalf: true,
  },
  { control: 'choice', name: 'periodUnit', label: 'Days, weeks or months', choices: units, isHalf: true },
  {
    control: 'text',
    name: 'trialAmount',
    label: 'Price of the trial',
    hint: '0 for a free one. Leave this and its length empty for no trial.',
    inputMode: 'decimal',
  },
  { control: 'text', name: 'trialLength', label: 'Length of the trial', inputMode: 'numeric', isHalf: true },
  {
    control: 'choice',
    name: 'trialUnit',
    label: 'Days, weeks or months of trial',
    choices: units,
    isHalf: true,
  },
]

const keys: EditField[] = [
  {
    control: 'box',
    name: 'keysFromPool',
    label: 'Sell keys that I import',
    hint: 'Without it the shop makes a new key for each sale. With it, and no key left, the product is sold out.',
  },
  {
    control: 'text',
    name: 'lowStock',
    label: 'Tell me when so many keys are left',
    inputMode: 'numeric',
    required: true,
  },
]

const capture: EditField = {
  control: 'box',
  name: 'capture',
  label: 'Charge cards at once',
  hint: 'Without it a card is only authorised, and you capture the payment within five days.',
}

const own: Record<ProductKind, (sheets: Choices) => EditField[]> = {
  MEMBERSHIP: () => plan,
  LICENCE: () => [...keys, capture],
  CREDITS: () => [
    { control: 'text', name: 'credits', label: 'Credits', inputMode: 'numeric', required: true },
    capture,
  ],
  DOWNLOAD: (sheets) => [
    {
      control: 'choice',
      name: 'sheet',
      label: 'File that ships with the shop',
      hint: 'An uploaded file goes before it.',
      choices: [['', 'None'], ...sheets],
    },
    capture,
  ],
}

/** The fields of the form of a product of a kind. */
export function productFields(
  kind: ProductKind,
  { artworks, sheets }: { artworks: readonly string[]; sheets: readonly string[] },
): EditField[] {
  const choicesOf = (files: readonly string[]): Choices => files.map((file) => [file, file])
  const price = kind === 'MEMBERSHIP' ? 'Price of a period' : 'Price'
  return [
    ...text,
    { control: 'text', name: 'amount', label: price, inputMode: 'decimal', required: true, isHalf: true },
    { control: 'text', name: 'currency', label: 'Currency', maxLength: 3, required: true, isHalf: true },
    ...own[kind](choicesOf(sheets)),
    {
      control: 'choice',
      name: 'artwork',
      label: 'Picture that ships with the shop',
      hint: 'An uploaded picture goes before it.',
      choices: choicesOf(artworks),
    },
  ]
}
