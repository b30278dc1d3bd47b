import type { Catalog } from '@/lib/languages/catalog'
import type { Locale, Translate } from '@/lib/languages/locale'

/** What may be wrong with an entry, as the key of the message that says so. */
export type Fault = `accounts.faults.${keyof Catalog['accounts']['faults']}`

/** What the schema of a form finds wrong, in a reader's language. Schemas of the back office say it in English themselves. */
export function faultIn(t: Translate, message: string): string {
  return t.has(message as Fault) ? t(message as Fault) : message
}

/** Words in a sentence that lead to signing in. */
export interface SignInLink {
  words: string
  href: string
}

/** What leads to signing in where a fault says so. */
export function signInLink({ t, path }: Locale): SignInLink {
  return { words: t('accounts.signInLink'), href: path('/login') }
}
