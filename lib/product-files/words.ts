import { catalogSeconds } from '@/lib/catalog/data'
import type { Placed } from '@/lib/product-files/mutations'

/** What an operator is told of a file that was put to a product, or taken away. */
export function uploadWords(placed: Placed, done: string) {
  if (placed.ok) {
    return {
      ok: true,
      sentence: `${done} The shop shows it immediately; its other processes follow within ${catalogSeconds} seconds.`,
      before: { file: placed.before },
      after: { file: placed.after },
    }
  }
  const sentence = {
    missing: 'There is no such product.',
    changed:
      'Nothing was done: somebody else has changed this file since you opened the page. It is shown as it is now.',
    needed:
      'Nothing was done: the product is for sale and has no other file to download. Retire it first, or upload another.',
  }
  return { ok: false, sentence: sentence[placed.why] }
}
