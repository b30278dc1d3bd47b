import type { Translated } from '@/lib/languages/catalog'
import type { en } from '@/lib/languages/en'

export const checkout: Translated<typeof en.checkout> = {
  title: 'Kasse',
}
