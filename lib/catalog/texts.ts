import type { Product, ProductText } from '@/lib/generated/prisma/client'
import { type Language, languages } from '@/lib/languages/languages.mjs'

/** What a product is called and said to be. */
export type Texts = Pick<Product, 'name' | 'summary' | 'description'>

/** The languages that products are translated into: all but the first, which is that of the product itself. */
export const translatedLanguages: readonly (typeof languages)[number][] = languages.slice(1)

/** A product as a language has it; as the first one has it where it is not translated. */
export function inLanguage<Listed extends Texts & { texts: readonly ProductText[] }>(
  product: Listed,
  language: Language,
): Omit<Listed, 'texts'> {
  const { texts, ...rest } = product
  const text = texts.find((each) => each.language === language)
  if (!text) return rest
  const { name, summary, description } = text
  return { ...rest, name, summary, description }
}
