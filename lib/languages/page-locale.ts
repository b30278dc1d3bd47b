import { variant } from 'next/root-params'
import { variantOf } from '@/lib/http/variants.mjs'
import { languageOf } from '@/lib/languages/languages.mjs'
import { type Locale, localeOf } from '@/lib/languages/locale'

/** The locale of a page below the segment of a variant, drawn once or for each request. */
export async function pageLocale(): Promise<Locale> {
  return localeOf(languageOf(variantOf(await variant())?.language).name)
}
