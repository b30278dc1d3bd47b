import type { en } from '@/lib/languages/en'
import type { Translated } from '@/lib/translated'

/** Everything that the shop says to buyers in one language. */
export type Catalog = Translated<typeof en>
