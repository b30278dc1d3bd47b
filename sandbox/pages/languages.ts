/** The languages in which the pages that a buyer sees are written. */
export const languages = ['en', 'de', 'es'] as const
export type Language = (typeof languages)[number]

export const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE', es: 'es-ES' }

/** The codes that the provider documents for `lang`; those without texts here are shown in English. */
export const languageCodes: ReadonlySet<string> = new Set(
  'en fr de es it pt pt_BR tr sv ja fi ru uk pl el zh_TW zh_CN vi hi ko tl th hr lt sl sr bg nl'.split(' '),
)

const countriesOf: Partial<Record<Language, ReadonlySet<string>>> = {
  de: new Set('DE AT LI'.split(' ')),
  es: new Set('ES MX AR BO CL CO CR CU DO EC GT HN NI PA PE PR PY SV UY VE'.split(' ')),
}

function languageOf(code: string): Language | undefined {
  return languages.find((language) => language === code)
}

/** The language of a payment page: the one that its call names, else that of the buyer's country. */
export function languageFor(lang: string, country: string): Language {
  if (lang !== '') return languageOf(lang) ?? 'en'
  return languages.find((language) => countriesOf[language]?.has(country)) ?? 'en'
}

/** The first language of a browser's `Accept-Language` header that there are texts for. */
export function acceptedLanguage(header: string): Language {
  for (const entry of header.split(',')) {
    const language = languageOf(entry.trim().slice(0, 2).toLowerCase())
    if (language) return language
  }
  return 'en'
}
