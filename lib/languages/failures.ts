import { failure as de } from '@/lib/languages/de/failure'
import { failure as en } from '@/lib/languages/en/failure'
import type { Language } from '@/lib/languages/languages.mjs'

/** What a page says that failed, in each language: a browser that shows it may have nothing else of the shop. */
export const failures: Record<Language, Record<keyof typeof en, string>> = { en, de }
