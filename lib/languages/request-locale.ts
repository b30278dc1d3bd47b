import { headers } from 'next/headers'
import { languageHeader, languageOf } from '@/lib/languages/languages.mjs'
import { type Locale, localeOf } from '@/lib/languages/locale'

/** The locale of the address that this request is for. For what is drawn for each request, and for actions. */
export async function requestLocale(): Promise<Locale> {
  return localeOf(languageOf((await headers()).get(languageHeader)).name)
}
