import type { Pictured, Placed } from '@/lib/product-files/mutations'
import { mostPictures } from '@/lib/product-files/pictures'

/** What an operator is told of a file that was put to a product, or taken away. */
export function uploadWords(placed: Placed, done: string) {
  if (placed.ok) {
    return {
      ok: true,
      sentence: `${done} The shop shows it within a second.`,
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

/** What an operator is told of a further picture that was added, moved or removed. */
export function pictureWords(pictured: Pictured, done: 'was added' | 'was moved' | 'was removed') {
  if (pictured.ok) {
    const { before, after } = pictured
    return {
      ok: true,
      sentence: `The picture ${done}. The shop shows it within a second.`,
      before: { pictures: before.join(', ') },
      after: { pictures: after.join(', ') },
    }
  }
  const sentence = {
    missing: 'There is no such product.',
    full: `Nothing was added: a product can have at most ${mostPictures} more pictures. Remove one first.`,
    changed:
      'Nothing was done: somebody else has changed the pictures since you opened the page. They are shown as they are now.',
  }
  return { ok: false, sentence: sentence[pictured.why] }
}
