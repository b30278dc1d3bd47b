import type { en } from '@/lib/languages/en'

/** The same keys with any texts. */
export type Translated<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Translated<Texts[Key]>
}

/** Everything that the shop says to buyers in one language. */
export type Catalog = Translated<typeof en>
