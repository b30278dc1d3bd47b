import { variant } from 'next/root-params'
import { languageOf } from '@/lib/languages/languages.mjs'
import { type Locale, localeOf } from '@/lib/languages/locale'
import { variantOf } from '@/lib/languages/variants.mjs'

/** The locale of a page below the segment of a variant, drawn once or for each request. */
export async function pageLocale(): Promise<Locale> {
  return localeOf(languageOf(variantOf(await variant())?.language).name)
}
