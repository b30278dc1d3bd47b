import type { Translate } from '@/lib/languages/locale'

/** How long to wait, in a sentence: "a minute", "5 minutes". */
export function waitInWords(t: Translate, minutes: number): string {
  return t('shop.minutes', { minutes })
}
